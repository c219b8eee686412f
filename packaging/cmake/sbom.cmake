# optwatch_sbom(OUT): which libraries the two programs were built with, as an SPDX 2.3 document, for who
# has to know whether a flaw found in one of them concerns Optwatch. tests/package holds it against what
# the programs link. Versions are the building machine's; a shared library may be newer where they run.
pkg_check_modules(GLIB REQUIRED glib-2.0)

# Name, licence as SPDX has it, version, and the programs that link it.
set(OPTWATCH_LIBRARIES
  "jansson|MIT|${JANSSON_VERSION}|optwatch optwatch-host"
  "sqlite3|blessing|${SQLITE_VERSION}|optwatch optwatch-host"
  "libsodium|ISC|${SODIUM_VERSION}|optwatch optwatch-host"
  "libutf8proc|MIT|${UTF8PROC_VERSION}|optwatch optwatch-host"
  "libsecret-1|LGPL-2.1-or-later|${SECRET_VERSION}|optwatch"
  "libical|LGPL-2.1-only OR MPL-2.0|${ICAL_VERSION}|optwatch"
  "libnotify|LGPL-2.1-or-later|${NOTIFY_VERSION}|optwatch"
  "glib-2.0|LGPL-2.1-or-later|${GLIB_VERSION}|optwatch")

function(optwatch_add_to document array value)
  string(JSON len LENGTH "${${document}}" ${array})
  string(JSON whole SET "${${document}}" ${array} ${len} "${value}")
  set(${document} "${whole}" PARENT_SCOPE)
endfunction()

function(optwatch_sbom_package out name license version)
  set(${out} "{\"name\": \"${name}\", \"SPDXID\": \"SPDXRef-${name}\", \"versionInfo\": \"${version}\",
    \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false, \"licenseConcluded\": \"NOASSERTION\",
    \"licenseDeclared\": \"${license}\", \"copyrightText\": \"NOASSERTION\"}" PARENT_SCOPE)
endfunction()

function(optwatch_sbom_relation out from type to)
  set(${out} "{\"spdxElementId\": \"SPDXRef-${from}\", \"relationshipType\": \"${type}\",
    \"relatedSpdxElement\": \"SPDXRef-${to}\"}" PARENT_SCOPE)
endfunction()

# The day of the release, not of the build: everybody gets the same bytes.
function(optwatch_released out)
  file(STRINGS "${CMAKE_SOURCE_DIR}/packaging/metainfo/org.optwatch.optwatch.metainfo.xml" lines
    REGEX "<release version=\"${PROJECT_VERSION}\" date=")
  string(REGEX MATCH "[0-9]+-[0-9]+-[0-9]+" day "${lines}")
  if(NOT day)
    message(FATAL_ERROR "packaging/metainfo names no release ${PROJECT_VERSION} with its day")
  endif()
  set(${out} "${day}" PARENT_SCOPE)
endfunction()

function(optwatch_sbom file)
  optwatch_released(day)
  set(json "{\"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": \"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\",
    \"name\": \"optwatch-${PROJECT_VERSION}\", \"documentNamespace\": \"urn:optwatch:spdx:${PROJECT_VERSION}\",
    \"creationInfo\": {\"created\": \"${day}T00:00:00Z\", \"creators\": [\"Tool: cmake\"]},
    \"packages\": [], \"relationships\": []}")
  foreach(program IN ITEMS optwatch optwatch-host)
    optwatch_sbom_package(package ${program} GPL-3.0-or-later ${PROJECT_VERSION})
    optwatch_add_to(json packages "${package}")
    optwatch_sbom_relation(relation DOCUMENT DESCRIBES ${program})
    optwatch_add_to(json relationships "${relation}")
  endforeach()
  foreach(library IN LISTS OPTWATCH_LIBRARIES)
    string(REPLACE "|" ";" parts "${library}")
    list(POP_FRONT parts name license version programs)
    optwatch_sbom_package(package ${name} "${license}" ${version})
    optwatch_add_to(json packages "${package}")
    string(REPLACE " " ";" programs "${programs}")
    foreach(program IN LISTS programs)
      set(type DYNAMIC_LINK)
      if((OPTWATCH_STATIC AND program STREQUAL "optwatch-host") OR
         (OPTWATCH_ARCHIVE_utf8proc AND name STREQUAL "libutf8proc"))
        set(type STATIC_LINK)
      endif()
      optwatch_sbom_relation(relation ${program} ${type} ${name})
      optwatch_add_to(json relationships "${relation}")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT "${file}" CONTENT "${json}\n" @ONLY)
endfunction()
