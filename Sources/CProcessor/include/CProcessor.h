#ifndef CPROCESSOR_H
#define CPROCESSOR_H

// What the processor and the operating system offer, asked by the instructions CPUID and XGETBV, and
// which cores a thread runs on. Swift has no intrinsic for the former, and does not see the latter,
// which is an extension of Linux.

#include <stddef.h>
#include <stdint.h>

/// Reads the cores that the calling thread may run on into `mask`, bit n for core n.
///
/// Returns 0 or -1, with errno.
int cprocessor_get_cores(uint8_t *mask, size_t size);

/// Lets the calling thread run on the cores of `mask` only.
///
/// Returns 0 or -1, with errno.
int cprocessor_set_cores(const uint8_t *mask, size_t size);

#if defined(__x86_64__)
#include <cpuid.h>

/// The four registers that CPUID leaves.
typedef struct {
    uint32_t eax;
    uint32_t ebx;
    uint32_t ecx;
    uint32_t edx;
} cprocessor_registers;

/// Runs CPUID for a leaf and subleaf; all zero when the processor has no such leaf.
static inline cprocessor_registers cprocessor_cpuid(uint32_t leaf, uint32_t subleaf) {
    cprocessor_registers registers = {0, 0, 0, 0};
    __get_cpuid_count(
        leaf,
        subleaf,
        &registers.eax,
        &registers.ebx,
        &registers.ecx,
        &registers.edx
    );
    return registers;
}

/// Reads extended control register 0: the register files that the system saves for each thread.
///
/// Only valid when CPUID leaf 1 reports OSXSAVE (bit 27 of ecx).
static inline uint64_t cprocessor_xcr0(void) {
    uint32_t low;
    uint32_t high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}
#endif

#endif
