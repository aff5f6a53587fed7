#pragma once

// A shared library that is loaded when one of its functions is called first, or beforehand on another thread.
struct lazy_library {
    const char *name;
    void *handle;
};

// Loads the library, or ends the process with status 70 and a message, as the dynamic linker would have done.
void lazy_library_load(struct lazy_library *library);

// The address of a function of the library; kept in `slot` from then on.
void *lazy_library_find(struct lazy_library *library, const char *function, void **slot);

// Calls of LAZY(f) within a file go to the function f of the file's library, with f's own type.
#define LAZY(function)                                                                      \
    ({                                                                                      \
        static void *slot;                                                                  \
        void *found = __atomic_load_n(&slot, __ATOMIC_ACQUIRE);                             \
        if (__builtin_expect(!found, 0)) found = lazy_library_find(&library, #function, &slot); \
        (__typeof__(&function))found;                                                       \
    })
