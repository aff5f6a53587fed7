#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shim.h"

// The bounds of what begins as zeroes, by the linker.
extern char __bss_start[], _end[];

void mp_map_variables(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)__bss_start + page - 1) / page * page, end = (uintptr_t)_end / page * page;
    // Linux before 5.14 does not know it; then nothing is lost but time.
    if (start < end) (void)madvise((void *)start, end - start, MADV_POPULATE_WRITE);
}
