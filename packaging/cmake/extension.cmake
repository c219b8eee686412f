# cmake -DFAMILY=… -DVERSION=… -DSOURCE=extension -DOUT=DIR -P extension.cmake
# Makes the folder one browser family loads: the shared files, and a manifest that is the common one
# with the family's keys set over it. Two manifests, because each family warns of the other's keys.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/identity.cmake")
set(OPTWATCH_VERSION "${VERSION}")

file(REMOVE_RECURSE "${OUT}")
file(COPY "${SOURCE}/" DESTINATION "${OUT}"
  PATTERN "manifest*.json" EXCLUDE PATTERN "CMakeLists.txt" EXCLUDE PATTERN "README.md" EXCLUDE)

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
file(WRITE "${OUT}/manifest.json" "${manifest}\n")
