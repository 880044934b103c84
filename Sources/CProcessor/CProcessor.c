#define _GNU_SOURCE  // sched.h has the affinity of threads only with it.
#include "CProcessor.h"

#include <errno.h>
#if defined(__linux__)
#include <sched.h>
#endif
#include <string.h>

int cprocessor_get_cores(uint8_t *mask, size_t size) {
    memset(mask, 0, size);
#if defined(__linux__)
    return sched_getaffinity(0, size, (cpu_set_t *)mask);
#else
    errno = ENOSYS;
    return -1;
#endif
}

int cprocessor_set_cores(const uint8_t *mask, size_t size) {
#if defined(__linux__)
    return sched_setaffinity(0, size, (const cpu_set_t *)mask);
#else
    errno = ENOSYS;
    return -1;
#endif
}
