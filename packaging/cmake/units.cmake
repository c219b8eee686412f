# cmake -DPROGRAM=/absolute/optwatch -DOUT=FOLDER -P units.cmake
# Fills what starts the reminders: the systemd units, and the autostart entry for where there is no
# systemd. Beside them the entry of the menu of applications.
cmake_minimum_required(VERSION 3.25)
if(NOT IS_ABSOLUTE "${PROGRAM}")
  message(FATAL_ERROR "PROGRAM has to be absolute: nobody looks for it in PATH")
endif()

# systemd.service(5): quoted as in C; a percent sign begins a specifier.
string(REPLACE "\\" "\\\\" OPTWATCH_UNIT_PROGRAM "${PROGRAM}")
string(REPLACE "\"" "\\\"" OPTWATCH_UNIT_PROGRAM "${OPTWATCH_UNIT_PROGRAM}")
string(REPLACE "%" "%%" OPTWATCH_UNIT_PROGRAM "${OPTWATCH_UNIT_PROGRAM}")

# Desktop Entry Specification: quoted once for Exec, then escaped once more as any string is.
set(OPTWATCH_DESKTOP_PROGRAM "${PROGRAM}")
foreach(mark IN ITEMS "\\" "\"" "`" "$")
  string(REPLACE "${mark}" "\\${mark}" OPTWATCH_DESKTOP_PROGRAM "${OPTWATCH_DESKTOP_PROGRAM}")
endforeach()
string(REPLACE "\\" "\\\\" OPTWATCH_DESKTOP_PROGRAM "${OPTWATCH_DESKTOP_PROGRAM}")
string(REPLACE "%" "%%" OPTWATCH_DESKTOP_PROGRAM "${OPTWATCH_DESKTOP_PROGRAM}")
string(REPLACE "\\" "\\\\" OPTWATCH_DESKTOP_TRY "${PROGRAM}")

set(from "${CMAKE_CURRENT_LIST_DIR}/../systemd")
file(COPY "${from}/optwatch-remind.timer" DESTINATION "${OUT}")
foreach(name IN ITEMS optwatch-remind.service optwatch-remind.desktop)
  configure_file("${from}/${name}.in" "${OUT}/${name}" @ONLY)
endforeach()
configure_file("${CMAKE_CURRENT_LIST_DIR}/../desktop/optwatch.desktop.in" "${OUT}/optwatch.desktop" @ONLY)
