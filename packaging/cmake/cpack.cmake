# The Debian package: what the install rules put, the papers that Debian wants beside it, and what
# happens when it comes and goes. packaging/debian holds the texts.
set(debian "${CMAKE_SOURCE_DIR}/packaging/debian")
set(papers "${CMAKE_CURRENT_BINARY_DIR}/debian")
set(documents "${CMAKE_INSTALL_DATADIR}/doc/optwatch")

# One time for all that is packed, so that everybody gets the same bytes: the last commit's, or a
# fixed one where this is no clone.
set(epoch "$ENV{SOURCE_DATE_EPOCH}")
if(NOT epoch)
  execute_process(COMMAND git -C "${CMAKE_SOURCE_DIR}" log -1 --format=%ct
    OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT epoch MATCHES "^[0-9]+$")
  set(epoch 1767225600)
endif()
set(ENV{SOURCE_DATE_EPOCH} "${epoch}")
string(TIMESTAMP OPTWATCH_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)

set(OPTWATCH_MAINTAINER "Optwatch maintainers <maintainers@optwatch.invalid>" CACHE STRING
  "Who makes the package: name and address")

# Compressed as Debian has it, with nothing of when and from what.
find_program(OPTWATCH_GZIP gzip REQUIRED)
function(optwatch_gzip source out)
  add_custom_command(OUTPUT "${out}"
    COMMAND sh -c "exec \"$0\" -9nc \"$1\" >\"$2\"" "${OPTWATCH_GZIP}" "${source}" "${out}"
    DEPENDS "${source}" VERBATIM)
endfunction()

configure_file("${debian}/changelog.in" "${papers}/changelog" @ONLY)
optwatch_gzip("${papers}/changelog" "${papers}/changelog.gz")
set(packed "${papers}/changelog.gz")
install(FILES "${papers}/changelog.gz" "${debian}/copyright" DESTINATION "${documents}")
foreach(manual IN LISTS manuals)
  cmake_path(GET manual FILENAME name)
  cmake_path(GET manual EXTENSION LAST_ONLY section)
  string(REPLACE "." "man" section "${section}")
  optwatch_gzip("${manual}" "${papers}/${name}.gz")
  list(APPEND packed "${papers}/${name}.gz")
  install(FILES "${papers}/${name}.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/${section}")
endforeach()
add_custom_target(papers ALL DEPENDS ${packed})
install(FILES "${debian}/overrides" DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides"
  RENAME optwatch)
# How Debian's browsers are told to load what lies in their folders.
install(FILES "${debian}/chromium.d" DESTINATION /etc/chromium.d RENAME optwatch)
install(FILES "${debian}/firefox.js" DESTINATION /etc/firefox-esr RENAME optwatch.js)

# What a person may change in /etc stays as they have it.
set(conffiles "/etc/chromium.d/optwatch\n/etc/firefox-esr/optwatch.js\n")
foreach(folder IN LISTS OPTWATCH_CHROMIUM_DIRS)
  string(APPEND conffiles "${folder}/${OPTWATCH_HOST_NAME}.json\n")
endforeach()
string(APPEND conffiles "${OPTWATCH_AUTOSTART_DIR}/optwatch-remind.desktop\n")
file(WRITE "${papers}/conffiles" "${conffiles}")
configure_file("${debian}/postinst" "${papers}/postinst" COPYONLY)
configure_file("${debian}/postrm" "${papers}/postrm" COPYONLY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME optwatch)
set(CPACK_PACKAGE_VENDOR "Optwatch")
set(CPACK_PACKAGE_DESCRIPTION_FILE "${debian}/description")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "tell whether LinkedIn may train generative AI on your data")
set(CPACK_OUTPUT_FILE_PREFIX "${CMAKE_BINARY_DIR}")
set(CPACK_SET_DESTDIR ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/folders.cmake")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${OPTWATCH_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The oldest that the extension's two manifests name.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "chromium (>= 121) | firefox-esr (>= 142), notification-daemon")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnome-keyring | keepassxc")
set(CPACK_DEBIAN_PACKAGE_ENHANCES "chromium, firefox-esr")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${papers}/conffiles;${papers}/postinst;${papers}/postrm")
configure_file("${CMAKE_CURRENT_LIST_DIR}/epoch.cmake.in" "${papers}/epoch.cmake" @ONLY)
set(CPACK_PROJECT_CONFIG_FILE "${papers}/epoch.cmake")
include(CPack)
