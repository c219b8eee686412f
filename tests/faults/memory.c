/*
 * Loaded before the C library (LD_PRELOAD): the allocation of number FAULT_AT is refused, counted
 * from the sandbox on; at the end the count of all is told on standard error. Refused once, since a
 * machine that has no memory at all runs nothing. Not before the sandbox: a filter that libseccomp
 * could not finish lacks the calls by which a program ends in order.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
int seccomp_load(void *filter);

static unsigned long made, fault_at;

static bool is_refused(void)
{
    made++;
    if (made == fault_at) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *malloc(size_t size)
{
    return is_refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return is_refused() ? NULL : __libc_realloc(old, size);
}

/* The host has no environment by now. */
static unsigned long wanted;

__attribute__((constructor)) static void begin(void)
{
    const char *text = getenv("FAULT_AT");
    wanted = text ? strtoul(text, NULL, 10) : 0;
}

int seccomp_load(void *filter)
{
    union {
        void *object;
        int (*function)(void *);
    } real = {.object = dlsym(RTLD_NEXT, "seccomp_load")};
    int failed = real.function(filter);
    /* What a library prints where it should not. */
    puts("noise");
    fflush(stdout);
    made = 0;
    fault_at = wanted;
    return failed;
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    int len = snprintf(text, sizeof text, "made %lu\n", made);
    if (len > 0 && write(STDERR_FILENO, text, (size_t)len) != len) {
        _exit(1);
    }
}
