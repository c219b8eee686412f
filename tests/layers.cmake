# cmake -DSOURCE=<checkout> -P layers.cmake
# The rooms of host/ from the ground up: a file may include headers of its own room and of those
# listed beside it; each library's headers live in the files named for them; no room's header that
# others see shows a library's types; some C functions are not used at all.
cmake_minimum_required(VERSION 3.25)

set(below_base "")
set(below_catalogue base)
set(below_core base catalogue)
set(below_wire base catalogue core)
set(below_system base catalogue core)
set(below_service base catalogue core wire system)
set(below_desktop base catalogue core system)
set(below_cli base catalogue core wire system service desktop)
set(below_host.c base catalogue core wire system service)

# LIBRARY HEADER | files that may include it, as a regular expression on the path below host/
set(libraries
  "jansson.h|^(wire/[a-z_]+\\.c|wire/(reader|writer)\\.h|cli/[a-z_]+\\.c|cli/policy_file\\.h|catalogue/compile[a-z_]*\\.[ch])$"
  "utf8proc.h|^base/text\\.c$"
  "sqlite3.h|^system/sqlite\\.h$"
  "sodium.h|^system/seal\\.c$"
  "seccomp.h|^system/sandbox_compile\\.c$"
  "libsecret/secret.h|^desktop/keyring\\.c$"
  "libnotify/notify.h|^desktop/notify\\.c$"
  "libical/ical.h|^desktop/calendar\\.c$"
  "glib.h|^desktop/[a-z_]+\\.c$"
  "gio/gio.h|^desktop/[a-z_]+\\.c$")

set(banned sprintf vsprintf strcpy strcat strtok gets atoi atol strtol localtime gmtime mktime alloca
  system popen dup setlocale tmpnam)

set(breaches "")
file(GLOB_RECURSE files RELATIVE "${SOURCE}/host" "${SOURCE}/host/*.c" "${SOURCE}/host/*.h")
foreach(file IN LISTS files)
  file(STRINGS "${SOURCE}/host/${file}" includes REGEX "^ *# *include")
  string(REGEX REPLACE "/.*" "" room "${file}")
  foreach(include IN LISTS includes)
    if(include MATCHES "\"([a-z]+)/[^\"]+\"")
      set(other "${CMAKE_MATCH_1}")
      if(NOT other STREQUAL room AND NOT other IN_LIST below_${room})
        list(APPEND breaches "${file} looks up into ${other}")
      endif()
    endif()
    foreach(library IN LISTS libraries)
      string(REGEX MATCH "^([^|]+)\\|(.*)$" unused "${library}")
      set(header "${CMAKE_MATCH_1}")
      set(allowed "${CMAKE_MATCH_2}")
      string(FIND "${include}" "<${header}>" at)
      if(NOT at EQUAL -1 AND NOT file MATCHES "${allowed}")
        list(APPEND breaches "${file} includes <${header}>")
      endif()
    endforeach()
  endforeach()
  # Private headers stay in their room.
  foreach(include IN LISTS includes)
    if(include MATCHES "\"(wire/reader|wire/writer|system/query|system/sqlite|system/folder|desktop/provider|desktop/ladder|desktop/temporary|desktop/deadline|desktop/bus|desktop/session)\\.h\"")
      set(private "${CMAKE_MATCH_1}")
      if(NOT private MATCHES "^${room}/")
        list(APPEND breaches "${file} includes the private ${private}.h")
      endif()
    endif()
  endforeach()
  file(READ "${SOURCE}/host/${file}" text)
  foreach(word IN LISTS banned)
    if(text MATCHES "[^a-zA-Z0-9_]${word}\\(")
      list(APPEND breaches "${file} uses ${word}")
    endif()
  endforeach()
endforeach()

# The top level is what the project's layout names, and dot files.
file(GLOB top RELATIVE "${SOURCE}" "${SOURCE}/*")
foreach(name IN LISTS top)
  if(NOT name MATCHES "^(host|manifest|extension|tests|packaging|CMakeLists\\.txt|CMakePresets\\.json|README\\.md|LICENSE|build|\\..*)$")
    list(APPEND breaches "${name} is not of the top level")
  endif()
endforeach()

list(LENGTH files count)
if(count LESS 20)
  list(APPEND breaches "only ${count} files found below ${SOURCE}/host")
endif()
if(breaches)
  list(JOIN breaches "\n  " breaches)
  message(FATAL_ERROR "The layering is broken:\n  ${breaches}")
endif()
message(STATUS "${count} files keep to their rooms")
