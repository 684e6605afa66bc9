-- Nor this.
-- ends with: is not UTF-8 text
desk.say("\xff\xfe")
