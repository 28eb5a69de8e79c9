#pragma once

// ROUNDSMAN_CPU_VARIANTS in front of a function builds it for several generations of x86-64 and takes the best that the
// machine has when the program is loaded: for loops over whole numbers, where wider registers mean the same results.
// Sanitizers run before such choices can be made, and other compilers name them differently: there it means nothing.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define ROUNDSMAN_CPU_VARIANTS                                                                                         \
    __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"))) // NOLINT: no other way to say it
#else
#define ROUNDSMAN_CPU_VARIANTS // NOLINT: same
#endif
