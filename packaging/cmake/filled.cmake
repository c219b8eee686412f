# Run by `cmake --install`: units, what starts at login, the menu's entry and the browsers' manifests,
# which name programs by their absolute paths.
set(here "${CMAKE_CURRENT_LIST_DIR}")

function(optwatch_place out folder)
  if(NOT IS_ABSOLUTE "${folder}")
    set(folder "${CMAKE_INSTALL_PREFIX}/${folder}")
  endif()
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

function(optwatch_put file folder)
  optwatch_place(folder "${folder}")
  file(INSTALL DESTINATION "${folder}" TYPE FILE FILES "${OPTWATCH_FILLED}/${file}")
  # file(INSTALL) tells only its caller what it installed.
  set(CMAKE_INSTALL_MANIFEST_FILES ${CMAKE_INSTALL_MANIFEST_FILES} PARENT_SCOPE)
endfunction()

function(optwatch_fill script)
  execute_process(COMMAND "${CMAKE_COMMAND}" ${ARGN} -P "${here}/${script}"
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

optwatch_place(programs "${CMAKE_INSTALL_BINDIR}")
optwatch_place(libexec "${CMAKE_INSTALL_LIBEXECDIR}")
file(REMOVE_RECURSE "${OPTWATCH_FILLED}")

optwatch_fill(units.cmake "-DPROGRAM=${programs}/optwatch" "-DOUT=${OPTWATCH_FILLED}")
optwatch_put(optwatch-remind.service "${OPTWATCH_UNITS_DIR}")
optwatch_put(optwatch-remind.timer "${OPTWATCH_UNITS_DIR}")
optwatch_put(optwatch-remind.desktop "${OPTWATCH_AUTOSTART_DIR}")
optwatch_put(optwatch.desktop "${CMAKE_INSTALL_DATADIR}/applications")

set(chromium ${OPTWATCH_CHROMIUM_DIRS})
set(firefox ${OPTWATCH_MOZILLA_DIRS})
foreach(family IN ITEMS chromium firefox)
  set(name "${family}/${OPTWATCH_HOST_NAME}.json")
  optwatch_fill(manifest.cmake "-DFAMILY=${family}" "-DHOST_PATH=${libexec}/optwatch/optwatch-host"
    "-DOUT=${OPTWATCH_FILLED}/${name}")
  foreach(folder IN LISTS ${family})
    optwatch_put("${name}" "${folder}")
  endforeach()
endforeach()
