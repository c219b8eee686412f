# optwatch_room(NAME SOURCES … DEPENDS room… LIBRARIES target…): one static library per room. A room
# links only the rooms below it, so that a forbidden call is an undefined symbol in its unit test.
function(optwatch_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(room_${name} PUBLIC
    "${CMAKE_SOURCE_DIR}/host" "${CMAKE_BINARY_DIR}/generated")
  list(TRANSFORM ROOM_DEPENDS PREPEND room_)
  target_link_libraries(room_${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_LIBRARIES}
    optwatch_compiler)
endfunction()
