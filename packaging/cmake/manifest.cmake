# cmake -DFAMILY=chromium|firefox -DHOST_PATH=/absolute/optwatch-host -DOUT=FILE -P manifest.cmake
# Fills the native messaging manifest of one browser family.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/identity.cmake")
if(NOT IS_ABSOLUTE "${HOST_PATH}")
  message(FATAL_ERROR "HOST_PATH has to be absolute: browsers refuse any other")
endif()
# The template is JSON, so a path has to be escaped as JSON text.
string(REPLACE "\\" "\\\\" OPTWATCH_HOST_PATH "${HOST_PATH}")
string(REPLACE "\"" "\\\"" OPTWATCH_HOST_PATH "${OPTWATCH_HOST_PATH}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/../../manifest/${FAMILY}.json.in" "${OUT}" @ONLY)
