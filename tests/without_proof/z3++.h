// Stands before Z3's own header while the program without the proof is built: whoever includes it there needs what is not there.
#pragma once

#error "a build without Z3 includes z3++.h"
