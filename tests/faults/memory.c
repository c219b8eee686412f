/*
 * Loaded before the C library (LD_PRELOAD): the allocation of number FAULT_AT is refused, counted
 * from the sandbox on; at the end the count of all is told on standard error. Refused once, since a
 * machine that has no memory at all runs nothing.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
long syscall(long number, ...);

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

/* The sandbox calls the kernel by number; the filter is the last of it. */
long syscall(long number, ...)
{
    union {
        void *object;
        long (*function)(long, long, long, long, long);
    } real = {.object = dlsym(RTLD_NEXT, "syscall")};
    long values[4];
    va_list rest;
    va_start(rest, number);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        values[i] = va_arg(rest, long);
    }
    va_end(rest);
    long result = real.function(number, values[0], values[1], values[2], values[3]);
    if (number == SYS_seccomp) {
        /* What a library prints where it should not. */
        puts("noise");
        fflush(stdout);
        made = 0;
        fault_at = wanted;
    }
    return result;
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    int len = snprintf(text, sizeof text, "made %lu\n", made);
    if (len > 0 && write(STDERR_FILENO, text, (size_t)len) != len) {
        _exit(1);
    }
}
