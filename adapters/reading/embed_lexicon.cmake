# The house's own words, adapters/reading/lexicon/*.txt, become part of the reader: each is a text that adapters/reading/lexicon.hpp declares by the file's name.
file(GLOB lexicon RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/adapters/reading/lexicon/*.txt)
set(lexicon_texts)
foreach(path ${lexicon})
  get_filename_component(name ${path} NAME_WE)
  list(APPEND lexicon_texts ${name}=${path})
endforeach()
handrail_embed(TARGET adapters_reading HEADER adapters/reading/lexicon.hpp NAMESPACE handrail::reading::lexicon TEXTS ${lexicon_texts})
