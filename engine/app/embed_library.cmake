# The standard library, policies/<theme>/*.policy with the texts beside them and workflows/library/**.lua, and the desk that
# `handrail init` begins with, become part of the program. Included by
# CMakeLists.txt it adds the source to engine_app; run with -P at build time it writes it again when a policy or a script changes.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB files RELATIVE ${ROOT}/policies ${ROOT}/policies/*/*.policy ${ROOT}/policies/*/*.txt)
  file(GLOB scripts RELATIVE ${ROOT}/workflows ${ROOT}/workflows/library/*.lua ${ROOT}/workflows/library/shared/*.lua)
  file(GLOB STARTER RELATIVE ${ROOT}/examples/starter ${ROOT}/examples/starter/knowledge/*.md)
  list(APPEND STARTER desk.policy cases/desk.case transcripts/what_it_does.turn)
  list(SORT STARTER)
  list(SORT scripts)
  list(SORT files)
  set(source "#include \"engine/app/standard_library.hpp\"\n\nnamespace handrail {\n\n")
  string(APPEND source "const std::vector<LibraryFile>& standard_library() {\n  static const std::vector<LibraryFile> list = {\n")
  macro(embed file path)
    file(READ ${file} content)
    string(FIND "${content}" ")embedded\"" end)
    if(NOT end EQUAL -1)
      message(FATAL_ERROR "${file} contains the end mark of its own literal")
    endif()
    string(APPEND source "      {\"${path}\", R\"embedded(${content})embedded\"},\n")
  endmacro()
  # By path: "library/…" stands before "standard/…".
  foreach(file ${scripts})
    embed(${ROOT}/workflows/${file} ${file})
  endforeach()
  foreach(file ${files})
    embed(${ROOT}/policies/${file} standard/${file})
  endforeach()
  string(APPEND source "  };\n  return list;\n}\n\nconst std::vector<LibraryFile>& starter_desk() {\n  static const std::vector<LibraryFile> list = {\n")
  foreach(file ${STARTER})
    embed(${ROOT}/examples/starter/${file} ${file})
  endforeach()
  embed(${ROOT}/examples/shop/sandbox.json sandbox.json)
  string(APPEND source "  };\n  return list;\n}\n\n}  // namespace handrail\n")
  file(WRITE ${OUTPUT} "${source}")
else()
  file(GLOB library CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/policies/*/*.policy ${CMAKE_SOURCE_DIR}/policies/*/*.txt ${CMAKE_SOURCE_DIR}/workflows/library/*.lua
       ${CMAKE_SOURCE_DIR}/workflows/library/shared/*.lua ${CMAKE_SOURCE_DIR}/examples/starter/*.policy ${CMAKE_SOURCE_DIR}/examples/starter/*/*
       ${CMAKE_SOURCE_DIR}/examples/shop/sandbox.json)
  list(LENGTH library count)   # part of the command, so that it runs again when a file is taken away
  set(output ${CMAKE_BINARY_DIR}/embedded/standard_library.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${CMAKE_SOURCE_DIR} -DCOUNT=${count} -P ${CMAKE_CURRENT_LIST_DIR}/embed_library.cmake
    DEPENDS ${library} ${CMAKE_CURRENT_LIST_DIR}/embed_library.cmake
    COMMENT "Embedding the standard library"
    VERBATIM)
  target_sources(engine_app PRIVATE ${output})
endif()
