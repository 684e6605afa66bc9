# The pages of the codes become part of the program. Included by CMakeLists.txt it adds the source to dsl_source; run with -P at build time it writes it
# again when a page changes.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB pages ${ROOT}/dsl/pages/P[0-9][0-9][0-9][0-9].md)
  list(SORT pages)
  set(source "#include \"dsl/source/pages.hpp\"\n\nnamespace handrail::dsl {\n\nconst std::vector<Page>& pages() {\n  static const std::vector<Page> list = {\n")
  foreach(page ${pages})
    get_filename_component(code ${page} NAME_WE)
    file(READ ${page} content)
    string(FIND "${content}" ")embedded\"" end)
    if(NOT end EQUAL -1)
      message(FATAL_ERROR "${page} contains the end mark of its own literal")
    endif()
    string(APPEND source "      {\"${code}\", R\"embedded(${content})embedded\"},\n")
  endforeach()
  string(APPEND source "  };\n  return list;\n}\n\n}  // namespace handrail::dsl\n")
  file(WRITE ${OUTPUT} "${source}")
else()
  file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/dsl/pages/P[0-9][0-9][0-9][0-9].md)
  list(LENGTH pages count)   # part of the command, so that it runs again when a page is taken away
  set(output ${CMAKE_BINARY_DIR}/embedded/dsl_pages.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${CMAKE_SOURCE_DIR} -DCOUNT=${count} -P ${CMAKE_CURRENT_LIST_DIR}/embed_pages.cmake
    DEPENDS ${pages} ${CMAKE_CURRENT_LIST_DIR}/embed_pages.cmake
    COMMENT "Embedding the pages of the codes"
    VERBATIM)
  target_sources(dsl_source PRIVATE ${output})
endif()
