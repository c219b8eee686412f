#include "system/process.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEBI ((rlim_t)1024 * 1024)

/* Everything the host reads of the environment. */
static const char *const kept[] = {"HOME", "TZ", "XDG_DATA_HOME"};
#define KEPT_COUNT (sizeof kept / sizeof kept[0])

struct limit {
    int what;
    rlim_t most;
};

static const struct limit limits[] = {
    {RLIMIT_CORE, 0},
    /* A history of 100,000 readings takes some ten. */
    {RLIMIT_FSIZE, 1024 * MEBI},
    {RLIMIT_NOFILE, 64},
#ifdef OPTWATCH_SANDBOX
    /* Sanitizers reserve terabytes. */
    {RLIMIT_AS, 256 * MEBI},
#endif
};

bool process_is_borrowed(void)
{
    return getauxval(AT_SECURE) != 0 || getuid() != geteuid() || getgid() != getegid();
}

/* Borrowed from the old environment, which stays where it is. */
static void keep_environment(void)
{
    const char *values[KEPT_COUNT];
    for (size_t i = 0; i < KEPT_COUNT; i++) {
        values[i] = getenv(kept[i]);
    }
    (void)clearenv();
    for (size_t i = 0; i < KEPT_COUNT; i++) {
        if (values[i]) {
            (void)setenv(kept[i], values[i], 1);
        }
    }
}

static rlim_t least(rlim_t a, rlim_t b)
{
    /* RLIM_INFINITY is the largest of its type. */
    return a < b ? a : b;
}

static void set_limit(const struct limit *limit)
{
    struct rlimit now = {0};
    if (getrlimit((__rlimit_resource_t)limit->what, &now) == 0) {
        now.rlim_cur = least(now.rlim_cur, limit->most);
        now.rlim_max = least(now.rlim_max, limit->most);
        (void)setrlimit((__rlimit_resource_t)limit->what, &now);
    }
}

void process_confine(void)
{
    keep_environment();
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    /* A limit on file sizes is an error of writing like any other. */
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        set_limit(&limits[i]);
    }
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
