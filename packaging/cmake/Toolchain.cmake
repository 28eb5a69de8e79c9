# What every target shares: the language, the warnings, the sanitizers, ccache when it is there.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths below the source tree count as relative, so that every checkout and worktree shares one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(roundsman_build INTERFACE)
# The same input gives the same rows on every build of one architecture (law 1): no fused multiply-add.
target_compile_options(roundsman_build INTERFACE -ffp-contract=off -Wall -Wextra -Wshadow -Wconversion)
if(ROUNDSMAN_WERROR)
  target_compile_options(roundsman_build INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # false alarms about std::expected, and in instrumented code
  target_compile_options(roundsman_build INTERFACE -Wno-maybe-uninitialized)
endif()
if(ROUNDSMAN_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    if(ROUNDSMAN_SANITIZE MATCHES "thread")
      target_compile_options(roundsman_build INTERFACE -Wno-tsan) # Asio's fences: ThreadSanitizer does not follow them
    endif()
  endif()
  if(ROUNDSMAN_SANITIZE MATCHES "thread")
    # The thread sanitizer does not know fences; Asio's handlers are ordered by its mutexes anyway.
    target_compile_definitions(roundsman_build INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
  target_compile_options(roundsman_build INTERFACE -fsanitize=${ROUNDSMAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(roundsman_build INTERFACE -fsanitize=${ROUNDSMAN_SANITIZE})
endif()
target_include_directories(roundsman_build INTERFACE ${CMAKE_SOURCE_DIR})

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
