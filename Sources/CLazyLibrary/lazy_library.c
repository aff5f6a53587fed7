#include "lazy_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static _Noreturn void give_up(void) {
    const char *why = dlerror();
    dprintf(STDERR_FILENO, "mde-preflight: a shared library cannot be used: %s\n", why ? why : "no reason given");
    _exit(70);
}

void lazy_library_load(struct lazy_library *library) {
    if (__atomic_load_n(&library->handle, __ATOMIC_ACQUIRE)) return;
    // Global, since plug-ins of these libraries look for their functions there. Loading one twice is loading it once.
    void *handle = dlopen(library->name, RTLD_LAZY | RTLD_GLOBAL);
    if (!handle) give_up();
    __atomic_store_n(&library->handle, handle, __ATOMIC_RELEASE);
}

void *lazy_library_find(struct lazy_library *library, const char *function, void **slot) {
    lazy_library_load(library);
    void *found = dlsym(library->handle, function);
    if (!found) give_up();
    __atomic_store_n(slot, found, __ATOMIC_RELEASE);
    return found;
}
