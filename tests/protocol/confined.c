/*
 * confined FOLDER DEED FILE: enters the host's sandbox and then does what the host never does. Says
 * which version of Landlock the kernel has, 0 for none, and which sandbox it is in; then "done", or
 * "refused" with the errno, unless the kernel ends it.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/sandbox.h"

typedef int deed_run(const char *file);

static int open_to_read(const char *file)
{
    return open(file, O_RDONLY | O_CLOEXEC);
}

static int open_to_write(const char *file)
{
    return open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static int make_link(const char *file)
{
    return symlink("/etc/passwd", file);
}

static int make_pipe(const char *file)
{
    return mkfifo(file, 0600);
}

static int move_away(const char *file)
{
    return renameat2(AT_FDCWD, "inside", AT_FDCWD, file, 0);
}

static int run_program(const char *file)
{
    return execl(file, file, (char *)NULL);
}

static int divide(const char *file)
{
    (void)file;
    return fork();
}

static int speak_unix(const char *file)
{
    (void)file;
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int speak_internet(const char *file)
{
    (void)file;
    return socket(AF_INET, SOCK_STREAM, 0);
}

static int trace(const char *file)
{
    (void)file;
    return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int run_memory(const char *file)
{
    (void)file;
    void *made =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return made == MAP_FAILED ? -1 : 0;
}

static int turn_memory(const char *file)
{
    (void)file;
    void *made = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return made == MAP_FAILED ? 0 : mprotect(made, 4096, PROT_READ | PROT_EXEC);
}

static int change_mode(const char *file)
{
    return chmod(file, 04755);
}

static const struct deed {
    const char *name;
    deed_run *run;
} deeds[] = {
    {"read", open_to_read}, {"write", open_to_write}, {"link", make_link},
    {"fifo", make_pipe},    {"move", move_away},      {"exec", run_program},
    {"fork", divide},       {"unix", speak_unix},     {"internet", speak_internet},
    {"ptrace", trace},      {"code", run_memory},     {"turn", turn_memory},
    {"chmod", change_mode},
};

int main(int argc, char **argv)
{
    int folder = argc == 4 ? open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (folder < 0 || fchdir(folder) != 0) {
        return 2;
    }
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct sandbox sandbox = sandbox_enter(folder);
    printf("%ld\n%s\n", version > 0 ? version : 0, sandbox_name(&sandbox));
    fflush(stdout);
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (strcmp(argv[2], deeds[i].name) == 0) {
            int got = deeds[i].run(argv[3]);
            printf("%s %d\n", got < 0 ? "refused" : "done", got < 0 ? errno : 0);
            fflush(stdout);
            _exit(0);
        }
    }
    return 2;
}
