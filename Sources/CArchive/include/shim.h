#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

/// Gives memory that was freed back to the system; the allocator would keep it for whoever asks next.
static inline void mp_give_freed_memory_back(void) { (void)malloc_trim(0); }
