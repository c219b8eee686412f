#include "desktop/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MS_PER_S        1000
#define NS_PER_MS       1000000L
#define STEP_MS         5
#define PATH_BYTES      4096
#define ENVIRONMENT_MAX 16

struct child {
    pid_t pid;
    int in, out, said; /* our ends; -1 = closed */
};

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MS_PER_S + now.tv_nsec / NS_PER_MS;
}

static void close_end(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

/* What a session gives to the programs of its menu; a shell's LD_LIBRARY_PATH is not among it. */
static void fill_environment(char *ret[ENVIRONMENT_MAX])
{
    static const char *const names[] = {"HOME",
                                        "PATH",
                                        "USER",
                                        "LOGNAME",
                                        "LANG",
                                        "TZ",
                                        "XDG_DATA_HOME",
                                        "XDG_CONFIG_HOME",
                                        "XDG_RUNTIME_DIR",
                                        "XDG_CACHE_HOME",
                                        "DISPLAY",
                                        "WAYLAND_DISPLAY",
                                        "DBUS_SESSION_BUS_ADDRESS"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = secure_getenv(names[i]);
        if (value && asprintf(&ret[count], "%s=%s", names[i], value) >= 0) {
            count++;
        }
    }
    ret[count] = NULL;
}

static void drop_environment(char *environment[ENVIRONMENT_MAX])
{
    for (size_t i = 0; environment[i]; i++) {
        free(environment[i]);
    }
}

static bool make_pipes(int pipes[3][2])
{
    for (int i = 0; i < 3; i++) {
        if (pipe2(pipes[i], O_CLOEXEC) != 0) {
            while (i-- > 0) {
                close(pipes[i][0]);
                close(pipes[i][1]);
            }
            return false;
        }
    }
    return true;
}

/* The folder of the program, as both browsers have it. */
static int add_folder(posix_spawn_file_actions_t *actions, const char *path)
{
    char folder[PATH_BYTES];
    const char *last = strrchr(path, '/');
    size_t len = last > path ? (size_t)(last - path) : 1;
    if (len >= sizeof folder) {
        return ENAMETOOLONG;
    }
    memcpy(folder, path, len);
    folder[len] = '\0';
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

static int add_actions(posix_spawn_file_actions_t *actions, int pipes[3][2], const char *path)
{
    int error = add_folder(actions, path);
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(actions, pipes[0][0], STDIN_FILENO);
    }
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(actions, pipes[1][1], STDOUT_FILENO);
    }
    if (error == 0) {
        error = posix_spawn_file_actions_adddup2(actions, pipes[2][1], STDERR_FILENO);
    }
    return error == 0 ? posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1)
                      : error;
}

/* A group of its own, so that what it starts ends with it. */
static void set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t all;
    sigset_t none;
    (void)sigfillset(&all);
    (void)sigemptyset(&none);
    (void)posix_spawnattr_setsigdefault(attributes, &all);
    (void)posix_spawnattr_setsigmask(attributes, &none);
    (void)posix_spawnattr_setpgroup(attributes, 0);
    (void)posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                                                   POSIX_SPAWN_SETPGROUP);
}

static int spawn(const struct probe *probe, int pipes[3][2], pid_t *ret_pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *environment[ENVIRONMENT_MAX] = {0};
    char *arguments[PROBE_ARGUMENTS + 1] = {0};
    for (size_t i = 0; i < PROBE_ARGUMENTS && probe->arguments[i]; i++) {
        arguments[i] = strdup(probe->arguments[i]);
    }
    fill_environment(environment);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawnattr_init(&attributes);
    set_attributes(&attributes);
    int error = add_actions(&actions, pipes, probe->arguments[0]);
    if (error == 0) {
        error = posix_spawn(ret_pid, probe->arguments[0], &actions, &attributes, arguments,
                            environment);
    }
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    drop_environment(environment);
    for (size_t i = 0; i < PROBE_ARGUMENTS; i++) {
        free(arguments[i]);
    }
    return error;
}

/* A folder can be searched, a device opened: neither is a program. */
static int check_program(const char *path)
{
    struct stat file;
    if (path[0] != '/' || stat(path, &file) != 0) {
        return ENOENT;
    }
    return S_ISREG(file.st_mode) && access(path, X_OK) == 0 ? 0 : EACCES;
}

static int start(const struct probe *probe, struct child *ret)
{
    int pipes[3][2];
    int error = check_program(probe->arguments[0]);
    if (error != 0) {
        return error;
    }
    if (!make_pipes(pipes)) {
        return EMFILE;
    }
    error = spawn(probe, pipes, &ret->pid);
    close(pipes[0][0]);
    close(pipes[1][1]);
    close(pipes[2][1]);
    ret->in = pipes[0][1];
    ret->out = pipes[1][0];
    ret->said = pipes[2][0];
    (void)fcntl(ret->in, F_SETFL, O_NONBLOCK);
    (void)fcntl(ret->out, F_SETFL, O_NONBLOCK);
    (void)fcntl(ret->said, F_SETFL, O_NONBLOCK);
    return error;
}

/* A program that ended before it read is no reason to end as well. */
static void send_input(const struct child *child, struct view input)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    (void)sigaction(SIGPIPE, &ignore, &before);
    ssize_t sent = write(child->in, input.data, input.len);
    (void)sent;
    (void)sigaction(SIGPIPE, &before, NULL);
}

/* Reads what is there; *fd is closed at its end. A full buffer takes no more. */
static void take(int *fd, char *buffer, size_t size, size_t *len)
{
    ssize_t got = read(*fd, buffer + *len, size - *len);
    if (got > 0) {
        *len += (size_t)got;
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_end(fd);
    }
}

/* The rest of the errors goes nowhere, so that a program that says much is not stopped by it. */
static void take_said(struct child *child, struct probe_result *ret)
{
    char rest[PROBE_SAID_MAX];
    size_t unused = 0;
    if (ret->said_len < sizeof ret->said) {
        take(&child->said, ret->said, sizeof ret->said, &ret->said_len);
    } else {
        take(&child->said, rest, sizeof rest, &unused);
    }
}

static void wait_for_bytes(const struct child *child, int wait_ms)
{
    struct pollfd ends[] = {{.fd = child->out, .events = POLLIN},
                            {.fd = child->said, .events = POLLIN}};
    (void)poll(ends, sizeof ends / sizeof ends[0], wait_ms);
}

/* False: it ended its output, or time is up. */
static bool read_whole(const struct probe *probe, struct child *child, int64_t until_ms,
                       struct probe_result *ret)
{
    while (child->out >= 0 && now_ms() < until_ms) {
        wait_for_bytes(child, (int)(until_ms - now_ms()));
        take(&child->out, ret->output, sizeof ret->output, &ret->len);
        if (child->said >= 0) {
            take_said(child, ret);
        }
        if (probe->is_whole((struct view){ret->output, ret->len})) {
            return true;
        }
        if (ret->len == sizeof ret->output) {
            ret->end = PROBE_FLOOD;
            return false;
        }
    }
    return false;
}

/* Whether it ended by itself. It is left to be reaped, so that its id stays its own. */
static bool wait_for_end(struct child *child, struct probe_result *ret, int64_t until_ms,
                         siginfo_t *ret_how)
{
    const struct timespec step = {.tv_nsec = STEP_MS * NS_PER_MS};
    do {
        ret_how->si_pid = 0;
        if (waitid(P_PID, (id_t)child->pid, ret_how, WEXITED | WNOHANG | WNOWAIT) != 0 ||
            ret_how->si_pid != 0) {
            break;
        }
        (void)nanosleep(&step, NULL);
    } while (now_ms() < until_ms);
    if (child->said >= 0) {
        take_said(child, ret);
    }
    return ret_how->si_pid != 0;
}

/* With all that it started and that still runs. */
static void end_group(const struct child *child)
{
    (void)kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

/* Where it closed its output and lives on, it is as slow as one that says nothing. */
static void tell_end(struct child *child, int64_t until_ms, struct probe_result *ret)
{
    siginfo_t how = {0};
    ret->end = PROBE_SLOW;
    if (wait_for_end(child, ret, until_ms, &how)) {
        ret->end = how.si_code == CLD_EXITED ? PROBE_EXITED : PROBE_SIGNALLED;
        ret->code = how.si_status;
    }
}

static void talk(const struct probe *probe, struct child *child, struct probe_result *ret)
{
    int64_t until_ms = now_ms() + probe->limit_ms;
    siginfo_t how = {0};
    send_input(child, probe->input);
    if (read_whole(probe, child, until_ms, ret)) {
        ret->end = PROBE_WHOLE;
        close_end(&child->in);
        ret->lingers = !wait_for_end(child, ret, now_ms() + PROBE_GRACE_MS, &how);
    } else if (ret->end != PROBE_FLOOD) {
        tell_end(child, until_ms, ret);
    }
}

void probe_run(const struct probe *probe, struct probe_result *ret)
{
    struct child child = {.in = -1, .out = -1, .said = -1};
    ret->end = PROBE_NOT_STARTED;
    ret->lingers = false;
    ret->len = ret->said_len = 0;
    ret->code = start(probe, &child);
    if (ret->code == 0) {
        talk(probe, &child, ret);
        end_group(&child);
    }
    close_end(&child.in);
    close_end(&child.out);
    close_end(&child.said);
}
