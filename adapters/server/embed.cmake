# Text files that become part of the program: handrail_embed(TARGET t HEADER h NAMESPACE n NAME=path ...) adds a source that defines
# `const std::string_view n::NAME`, declared in the header; it is written again when a text changes.
function(handrail_embed)
  cmake_parse_arguments(E "" "TARGET;HEADER;NAMESPACE" "TEXTS" ${ARGN})
  set(output ${CMAKE_BINARY_DIR}/embedded/${E_TARGET}.cpp)
  set(files)
  foreach(text ${E_TEXTS})
    string(REGEX REPLACE "^[^=]*=" "" path ${text})
    list(APPEND files ${CMAKE_SOURCE_DIR}/${path})
  endforeach()
  string(REPLACE ";" "|" texts "${E_TEXTS}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${CMAKE_SOURCE_DIR} -DHEADER=${E_HEADER} -DNAMESPACE=${E_NAMESPACE} "-DTEXTS=${texts}"
            -P ${CMAKE_SOURCE_DIR}/adapters/server/embed_texts.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/adapters/server/embed_texts.cmake
    COMMENT "Embedding texts for ${E_TARGET}"
    VERBATIM)
  target_sources(${E_TARGET} PRIVATE ${output})
endfunction()
