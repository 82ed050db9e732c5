# The verbs that build everything in this repository: trialdex_library,
# trialdex_binary, trialdex_test and trialdex_fuzz. Each target names its own
# dependencies, so the header of an undeclared neighbour is not found.

add_library(trialdex_flags INTERFACE)
target_compile_options(trialdex_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers -Werror
  # gcc 12 sees uninitialised strings in every StatusOr<std::string> that is moved from.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  # clang counts changes of sign as -Wconversion, gcc does not: one rule for both.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)
if(TRIALDEX_SANITIZE)
  add_compile_options(-fsanitize=${TRIALDEX_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TRIALDEX_SANITIZE})
endif()
if(TRIALDEX_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Memory of programs that hand much of it from thread to thread. Sanitizers bring their own.
add_library(trialdex_allocator INTERFACE)
if(NOT TRIALDEX_SANITIZE)
  target_link_libraries(trialdex_allocator INTERFACE PkgConfig::TCMALLOC)
endif()
add_library(trialdex::allocator ALIAS trialdex_allocator)

# trialdex_library(<name> SRCS ... [DEPS ...] [PRIVATE_DEPS ...])
#   Defines trialdex::<name>. DEPS appear in its headers; PRIVATE_DEPS only in its .cc files.
function(trialdex_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  set(scope PUBLIC)
  if(ARG_SRCS)
    add_library(trialdex_${name} STATIC ${ARG_SRCS})
    target_link_libraries(trialdex_${name} PRIVATE trialdex_flags ${ARG_PRIVATE_DEPS})
  else()
    add_library(trialdex_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(trialdex::${name} ALIAS trialdex_${name})
  target_include_directories(trialdex_${name} ${scope} ${PROJECT_SOURCE_DIR})
  target_link_libraries(trialdex_${name} ${scope} ${ARG_DEPS})
endfunction()

# trialdex_binary(<name> SRCS ... DEPS ...): the executable <name>.
function(trialdex_binary name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE trialdex_flags ${ARG_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# trialdex_test(<name> SRCS ... [DEPS ...] [LABEL unit|integration|crash] [TIMEOUT seconds])
#   A GoogleTest program; not with the fuzz preset. Unit tests, the default label, start no
#   process and open no socket.
function(trialdex_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SRCS;DEPS" ${ARGN})
  if(TRIALDEX_FUZZ OR NOT BUILD_TESTING)
    return()
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE trialdex_flags ${ARG_DEPS} trialdex::test_support
                                        GTest::gmock GTest::gtest_main)
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
                       SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endfunction()

# trialdex_fuzz(<name> SRCS ... DEPS ... [CORPUS dir] [SECONDS n])
#   A libFuzzer target with a short run as its test; only with the fuzz preset.
function(trialdex_fuzz name)
  cmake_parse_arguments(ARG "" "CORPUS;SECONDS" "SRCS;DEPS" ${ARGN})
  if(NOT TRIALDEX_FUZZ)
    return()
  endif()
  if(NOT ARG_SECONDS)
    set(ARG_SECONDS 20)
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE trialdex_flags ${ARG_DEPS})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set(found ${CMAKE_CURRENT_BINARY_DIR}/${name}-corpus)
  file(MAKE_DIRECTORY ${found})
  add_test(NAME ${name} COMMAND ${name} -max_total_time=${ARG_SECONDS} -rss_limit_mb=4096
                                        -timeout=20 ${found} ${ARG_CORPUS})
  set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()
