# What is linked in and what is loaded.
#
# OPTWATCH_STATIC: optwatch-host as one static, position-independent file, which starts without
# loading a library. The same targets then stand for the archives, so that no room knows of it;
# optwatch takes its own share of them and stays dynamic, since a desktop's libraries have none.
option(OPTWATCH_STATIC "Link optwatch-host statically" OFF)

# optwatch_take_archive(TARGET NAME PACKAGE [more libraries…])
function(optwatch_take_archive target name package)
  find_library(OPTWATCH_ARCHIVE_${name} "lib${name}.a" HINTS ${${target}_LIBRARY_DIRS})
  if(NOT OPTWATCH_ARCHIVE_${name})
    message(FATAL_ERROR "OPTWATCH_STATIC needs lib${name}.a, which Debian's package ${package} brings")
  endif()
  set_target_properties(PkgConfig::${target} PROPERTIES
    INTERFACE_LINK_LIBRARIES "${OPTWATCH_ARCHIVE_${name}};${ARGN}" INTERFACE_LINK_OPTIONS "")
endfunction()

# utf8proc is linked in wherever its archive is: it is tables and little code, and to load it cost each
# start of the shared host 0.09 of the null host.
find_library(OPTWATCH_ARCHIVE_utf8proc libutf8proc.a HINTS ${UTF8PROC_LIBRARY_DIRS})
if(OPTWATCH_STATIC OR OPTWATCH_ARCHIVE_utf8proc)
  optwatch_take_archive(UTF8PROC utf8proc libutf8proc-dev)
endif()

if(OPTWATCH_STATIC)
  if(OPTWATCH_SANITIZE)
    message(FATAL_ERROR "OPTWATCH_STATIC and OPTWATCH_SANITIZE do not go together")
  endif()
  find_library(OPTWATCH_ARCHIVE_c libc.a)
  if(NOT OPTWATCH_ARCHIVE_c)
    message(FATAL_ERROR "OPTWATCH_STATIC needs libc.a, which Debian's package libc6-dev brings")
  endif()
  optwatch_take_archive(JANSSON jansson libjansson-dev)
  optwatch_take_archive(SQLITE sqlite3 libsqlite3-dev m)
  optwatch_take_archive(SODIUM sodium libsodium-dev)
endif()

# Some 6,000 addresses of tables as a map of bits: 150 KB of the file less to read at each start. The C
# library that is linked in has to know the form.
if(OPTWATCH_STATIC)
  include(CheckCSourceRuns)
  set(CMAKE_REQUIRED_FLAGS -fPIE)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie -Wl,-z,pack-relative-relocs)
  check_c_source_runs("static int a; static int *volatile table[] = {&a};
    int main(void) { return table[0] != &a; }" OPTWATCH_PACKS_ADDRESSES)
  unset(CMAKE_REQUIRED_FLAGS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
endif()

# optwatch_link_statically(TARGET): does nothing in other builds.
function(optwatch_link_statically target)
  if(OPTWATCH_STATIC)
    # CMake knows -pie only, which would take it back.
    set_property(TARGET ${target} PROPERTY POSITION_INDEPENDENT_CODE)
    target_compile_options(${target} PRIVATE -fPIE)
    target_link_options(${target} PRIVATE -static-pie)
    if(OPTWATCH_PACKS_ADDRESSES)
      target_link_options(${target} PRIVATE -Wl,-z,pack-relative-relocs)
    endif()
  endif()
endfunction()
