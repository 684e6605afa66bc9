-- What JSON cannot say.
-- ends with: is a function, which cannot be handed over
desk.say({pcall})
