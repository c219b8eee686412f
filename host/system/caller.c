#include "system/caller.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define LINK_MAX 32

/* A browser that was brought up to date while it runs: the new one has the same name. */
static size_t without_mark(const char *path, size_t len)
{
    static const char mark[] = " (deleted)";
    size_t mark_len = sizeof mark - 1;
    bool marked = len > mark_len && memcmp(path + len - mark_len, mark, mark_len) == 0;
    return marked ? len - mark_len : len;
}

void caller_read_program(char ret[CALLER_MAX])
{
    char link[LINK_MAX];
    pid_t parent = getppid();
    ret[0] = '\0';
    /* Whoever started this has ended by now, or is out of sight. */
    if (parent <= 1) {
        return;
    }
    (void)snprintf(link, sizeof link, "/proc/%ld/exe", (long)parent);
    ssize_t len = readlink(link, ret, CALLER_MAX);
    /* A path that fills the buffer may have been cut. */
    bool whole = len > 0 && len < CALLER_MAX && ret[0] == '/';
    ret[whole ? without_mark(ret, (size_t)len) : 0] = '\0';
}
