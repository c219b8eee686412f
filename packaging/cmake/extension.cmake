# cmake -DFAMILY=… -DVERSION=… -DSOURCE=extension -DCATALOGUE=settings.json -DOUT=DIR -P extension.cmake
# Makes the folder one browser family loads: the shared files, and a manifest that is the common one
# with the family's keys set over it. Two manifests, because each family warns of the other's keys.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/identity.cmake")
set(OPTWATCH_VERSION "${VERSION}")

file(REMOVE_RECURSE "${OUT}")
file(COPY "${SOURCE}/" DESTINATION "${OUT}"
  PATTERN "manifest*.json" EXCLUDE PATTERN "CMakeLists.txt" EXCLUDE PATTERN "README.md" EXCLUDE PATTERN "*.svg" EXCLUDE)

file(READ "${SOURCE}/manifest.json" manifest)
file(READ "${SOURCE}/manifest.${FAMILY}.json" family)
string(JSON count LENGTH "${family}")
math(EXPR last "${count} - 1")
foreach(index RANGE ${last})
  string(JSON key MEMBER "${family}" ${index})
  string(JSON type TYPE "${family}" "${key}")
  string(JSON value GET "${family}" "${key}")
  if(type STREQUAL "STRING")
    set(value "\"${value}\"")
  endif()
  string(JSON manifest SET "${manifest}" "${key}" "${value}")
endforeach()
string(CONFIGURE "${manifest}" manifest @ONLY)

# The keys of the catalogue, so that a page with too many controls loses none that matters.
file(READ "${CATALOGUE}" catalogue)
set(keys "")
string(JSON settings LENGTH "${catalogue}" settings)
math(EXPR last "${settings} - 1")
foreach(setting RANGE ${last})
  string(JSON count LENGTH "${catalogue}" settings ${setting} keys)
  foreach(index RANGE 1 ${count})
    math(EXPR index "${index} - 1")
    string(JSON key GET "${catalogue}" settings ${setting} keys ${index} key)
    list(APPEND keys "'${key}'")
  endforeach()
endforeach()
list(JOIN keys ",\n    " OPTWATCH_KEYS)
file(READ "${SOURCE}/content/keys.js" script)
string(CONFIGURE "${script}" script @ONLY)
file(WRITE "${OUT}/content/keys.js" "${script}")

# For who checks the sources' types, and of no use to a browser: each file of the archive is packed by itself.
# A line with nothing but types goes; what says why stays.
file(GLOB_RECURSE scripts "${OUT}/*.js")
foreach(name IN LISTS scripts)
  file(READ "${name}" script)
  string(REGEX REPLACE "^// @ts-check\n" "" script "${script}")
  string(REGEX REPLACE "\n *\\/\\*\\* @[^*\n]*\\*\\/(\n)" "\\1" script "${script}")
  file(WRITE "${name}" "${script}")
endforeach()

file(WRITE "${OUT}/manifest.json" "${manifest}\n")
