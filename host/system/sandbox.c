#include "system/sandbox.h"

#ifdef OPTWATCH_SANDBOX

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_filter.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

/* Younger than the headers that this is built with: linux/landlock.h of 5.19, 6.2 and 6.10. */
#define FS_REFER     (UINT64_C(1) << 13)
#define FS_TRUNCATE  (UINT64_C(1) << 14)
#define FS_IOCTL_DEV (UINT64_C(1) << 15)

/* All that version 1 can forbid; later versions add a bit each. */
#define FS_VERSION_1 ((UINT64_C(1) << 13) - 1)

#define FS_NEEDED                                                                                  \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_DIR |  \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | FS_TRUNCATE)

static uint64_t known_rights(long version)
{
    return FS_VERSION_1 | (version >= 2 ? FS_REFER : 0) | (version >= 3 ? FS_TRUNCATE : 0) |
           (version >= 5 ? FS_IOCTL_DEV : 0);
}

/* glibc has no functions for these three calls. */
static bool allow(int rules, int fd, uint64_t rights)
{
    const struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

/* Where libraries find what their tables and names are made unforeseeable with. */
static bool allow_chance(int rules)
{
    int fd = open("/dev/urandom", O_PATH | O_CLOEXEC);
    bool done = fd >= 0 && allow(rules, fd, LANDLOCK_ACCESS_FS_READ_FILE);
    if (fd >= 0) {
        close(fd);
    }
    return done;
}

static bool restrict_files(int folder)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        return false;
    }
    const struct landlock_ruleset_attr rights = {.handled_access_fs = known_rights(version)};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (rules < 0) {
        return false;
    }
    bool done = allow(rules, folder, FS_NEEDED & rights.handled_access_fs) && allow_chance(rules) &&
                syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return done;
}

/* What is in neither of its lists is refused as a kernel refuses what it does not know. */
static bool restrict_calls(void)
{
    struct sock_filter filter[] = {SANDBOX_FILTER};
    const struct sock_fprog program = {COUNT_OF(filter), filter};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

struct sandbox sandbox_enter(int folder)
{
    struct sandbox sandbox = {false, false};
    /* Both ask for it. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        sandbox.landlock = folder >= 0 && restrict_files(folder);
        sandbox.seccomp = restrict_calls();
    }
    return sandbox;
}

#else

/* Sanitizers and the counting of lines need what it forbids. */
struct sandbox sandbox_enter(int folder)
{
    (void)folder;
    return (struct sandbox){false, false};
}

#endif

const char *sandbox_name(const struct sandbox *sandbox)
{
    if (sandbox->landlock) {
        return sandbox->seccomp ? "landlock+seccomp" : "landlock";
    }
    return sandbox->seccomp ? "seccomp" : "none";
}
