-- null has no fields.
-- ends with: attempt to index a userdata value
return null.x
