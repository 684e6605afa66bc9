-- error(nil) has no words.
-- ends with: an error that is nil
error(nil)
