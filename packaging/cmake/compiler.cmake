# Warnings, hardening and sanitizers, as one INTERFACE target that every room links. Each flag is
# probed: gcc and clang know different ones. CMAKE_C_FLAGS stays the packager's.
include(CheckCCompilerFlag)
include(CheckPIESupported)

check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(optwatch_compiler INTERFACE)

target_compile_definitions(optwatch_compiler INTERFACE _GNU_SOURCE)

function(optwatch_try_flags)
  # Some flags only add to this one and would be refused alone.
  set(CMAKE_REQUIRED_FLAGS -Wformat=2)
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "has${flag}" name)
    check_c_compiler_flag("${flag}" "${name}")
    if(${name})
      target_compile_options(optwatch_compiler INTERFACE "${flag}")
    endif()
  endforeach()
endfunction()

optwatch_try_flags(
  -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wimplicit-fallthrough -Wshadow -Wundef
  -Wvla -Wcast-qual -Wwrite-strings -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes
  -Wold-style-definition -Wswitch-enum -Wnull-dereference -Wdouble-promotion -Wdate-time
  -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wtrampolines -Wbidi-chars=any
  -Wcast-align=strict -Wjump-misses-init -Wformat-signedness -Wstringop-overflow=4
  -Wuse-after-free=3 -Wcomma -Wthread-safety -Wmissing-variable-declarations
  -Wimplicit-int-conversion
  -Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types
  -Werror=int-conversion -Werror=return-type)

optwatch_try_flags(-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
  -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)

# What people run names no folder of whoever built it, and is the same wherever it was built.
target_compile_options(optwatch_compiler INTERFACE
  "$<$<CONFIG:Release,RelWithDebInfo>:-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.;-ffile-prefix-map=${CMAKE_BINARY_DIR}=build>")

# FORTIFY needs an optimiser and does not go with the sanitizers.
target_compile_options(optwatch_compiler INTERFACE
  "$<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
target_link_options(optwatch_compiler INTERFACE
  -Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen -Wl,--as-needed)

if(OPTWATCH_SANITIZE)
  set(flags -fsanitize=${OPTWATCH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(optwatch_compiler INTERFACE ${flags})
  target_link_options(optwatch_compiler INTERFACE ${flags})
endif()
if(OPTWATCH_COVERAGE)
  target_compile_options(optwatch_compiler INTERFACE --coverage)
  target_link_options(optwatch_compiler INTERFACE --coverage)
endif()
if(OPTWATCH_FUZZ)
  target_compile_options(optwatch_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()

# No switch of its own: only what the sandbox would break is built without it.
if(NOT OPTWATCH_SANITIZE AND NOT OPTWATCH_COVERAGE)
  target_compile_definitions(optwatch_compiler INTERFACE OPTWATCH_SANDBOX)
endif()
