-- None of the ways out is there.
-- ends with: nothing
for _, name in ipairs({"_G", "os", "io", "debug", "package", "load", "loadstring", "loadfile", "dofile", "coroutine", "collectgarbage", "next", "print",
                       "rawget", "rawset", "rawequal", "rawlen", "getmetatable", "setmetatable", "xpcall", "warn"}) do
  if _ENV[name] ~= nil then return name end
end
return string.dump and "dump" or string.pack and "pack" or math.random and "random" or "nothing"
