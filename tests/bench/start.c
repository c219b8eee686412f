/*
 * Starts programs by turns, as a browser starts a host, and times them: from before the start to
 * the first whole frame of the reply, and to the end. Lines of standard input say what to start:
 *
 *     FRAMES <tab> NAME=VALUE… <tab> -- <tab> PROGRAM <tab> ARGUMENT…
 *
 * FRAMES is a file of frames, one a round, or - for a program that reads none and whose reply is
 * all that it prints. Only the variables that are named are in its environment. With --port a
 * program is started once, and each of its frames is one round trip. A * in a variable stands for
 * the round.
 *
 * The order of each round is another one: what ran before leaves its marks in the caches.
 *
 * Prints a line of JSON for each: microseconds of the clock on the wall, and kilobytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROGRAMS_MAX  64
#define WORDS_MAX     16
#define ROUNDS_MAX    100001
#define LINE_MAX_LEN  4096
#define REPLY_MAX     (1 << 20)
#define FRAME_MAX_LEN (4 + 65536)
#define ERROR_SHOWN   200

struct sample {
    double reply_us, end_us;
    long peak_kb;
};

struct program {
    char line[LINE_MAX_LEN];
    char *environment[WORDS_MAX];
    char *arguments[WORDS_MAX];
    int frames; /* a file of them; -1: it reads none */
    off_t at;
    struct sample *samples;
};

struct process {
    pid_t pid;
    int in, out;
    double begin_us;
};

struct bench {
    struct program programs[PROGRAMS_MAX];
    size_t count;
    long rounds;
    bool port;
};

static void check(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench_start: %s: %s\n", what, strerror(errno));
        exit(2);
    }
}

static double now_us(void)
{
    struct timespec now;
    check(clock_gettime(CLOCK_MONOTONIC, &now) == 0, "clock");
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Variables with the round in them, into memory of its own. */
static void fill_environment(const struct program *program, long round, char lines[][LINE_MAX_LEN],
                             char *ret[])
{
    size_t at = 0;
    for (; program->environment[at]; at++) {
        const char *value = program->environment[at];
        const char *star = strchr(value, '*');
        int before = star ? (int)(star - value) : (int)strlen(value);
        if (star) {
            snprintf(lines[at], LINE_MAX_LEN, "%.*s%ld%s", before, value, round, star + 1);
        } else {
            snprintf(lines[at], LINE_MAX_LEN, "%s", value);
        }
        ret[at] = lines[at];
    }
    ret[at] = NULL;
}

static struct process start(const struct program *program, long round)
{
    static char lines[WORDS_MAX][LINE_MAX_LEN];
    char *environment[WORDS_MAX];
    struct process process;
    int to[2];
    int from[2];
    posix_spawn_file_actions_t actions;
    fill_environment(program, round, lines, environment);
    check(pipe2(to, O_CLOEXEC) == 0 && pipe2(from, O_CLOEXEC) == 0, "pipe");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    process.begin_us = now_us();
    errno = posix_spawn(&process.pid, program->arguments[0], &actions, NULL, program->arguments,
                        environment);
    check(errno == 0, program->arguments[0]);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    process.in = to[1];
    process.out = from[0];
    return process;
}

/*
 * The next frame of a program's file, from the first again after the last. Read before the clock
 * runs, and not kept: Linux counts this program's memory to those that it starts.
 */
static size_t next_frame(struct program *program, char frame[FRAME_MAX_LEN])
{
    uint32_t len = 0;
    if (pread(program->frames, &len, sizeof len, program->at) != (ssize_t)sizeof len) {
        program->at = 0;
        check(pread(program->frames, &len, sizeof len, 0) == (ssize_t)sizeof len, "a frame");
    }
    size_t whole = sizeof len + len;
    check(whole <= FRAME_MAX_LEN, "a frame's length");
    check(pread(program->frames, frame, whole, program->at) == (ssize_t)whole, "a frame");
    program->at += (off_t)whole;
    return whole;
}

static void send_frame(const struct process *process, const char *frame, size_t len)
{
    check(write(process->in, frame, len) == (ssize_t)len, "write");
}

static void read_whole(int fd, void *ret, size_t len)
{
    for (size_t had = 0; had < len;) {
        ssize_t got = read(fd, (char *)ret + had, len - had);
        check(got > 0, "a reply");
        had += (size_t)got;
    }
}

static void read_frame(const struct process *process)
{
    static char reply[REPLY_MAX];
    uint32_t len = 0;
    read_whole(process->out, &len, sizeof len);
    check(len <= sizeof reply, "a reply's length");
    read_whole(process->out, reply, len);
    /* What an error costs is not what is asked; but without a home a report has no history. */
    bool is_good = !memmem(reply, len, "\"code\":\"E_", 10) || memmem(reply, len, "E_HOME", 6);
    reply[len < ERROR_SHOWN ? len : ERROR_SHOWN] = '\0';
    check(is_good, reply);
}

static void read_rest(const struct process *process)
{
    char rest[4096];
    while (read(process->out, rest, sizeof rest) > 0) {
    }
}

static void finish(struct process *process, struct sample *ret)
{
    struct rusage usage;
    int status = 0;
    close(process->in);
    read_rest(process);
    check(wait4(process->pid, &status, 0, &usage) == process->pid, "wait");
    ret->end_us = now_us() - process->begin_us;
    ret->peak_kb = usage.ru_maxrss;
    close(process->out);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "a program's status");
}

static void run_once(struct program *program, long round)
{
    static char frame[FRAME_MAX_LEN];
    struct sample *ret = &program->samples[round];
    size_t len = program->frames >= 0 ? next_frame(program, frame) : 0;
    struct process process = start(program, round);
    if (len > 0) {
        send_frame(&process, frame, len);
        read_frame(&process);
        ret->reply_us = now_us() - process.begin_us;
    }
    finish(&process, ret);
    if (len == 0) {
        ret->reply_us = ret->end_us;
    }
}

/* Fisher and Yates, with the same chance in each run (Knuth's MMIX numbers). */
static void shuffle(size_t *order, size_t count)
{
    static uint64_t state = 1;
    for (size_t i = count; i > 1; i--) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t other = (size_t)(state >> 33) % i;
        size_t swapped = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swapped;
    }
}

static void run_starts(struct bench *bench)
{
    size_t order[PROGRAMS_MAX];
    for (size_t i = 0; i < bench->count; i++) {
        order[i] = i;
    }
    for (long round = 0; round < bench->rounds; round++) {
        shuffle(order, bench->count);
        for (size_t i = 0; i < bench->count; i++) {
            run_once(&bench->programs[order[i]], round);
        }
    }
}

static void run_ports(struct bench *bench)
{
    static char frame[FRAME_MAX_LEN];
    struct process processes[PROGRAMS_MAX];
    for (size_t i = 0; i < bench->count; i++) {
        processes[i] = start(&bench->programs[i], 0);
    }
    for (long round = 0; round < bench->rounds; round++) {
        for (size_t i = 0; i < bench->count; i++) {
            size_t len = next_frame(&bench->programs[i], frame);
            double begin_us = now_us();
            send_frame(&processes[i], frame, len);
            read_frame(&processes[i]);
            bench->programs[i].samples[round].reply_us = now_us() - begin_us;
        }
    }
    for (size_t i = 0; i < bench->count; i++) {
        finish(&processes[i], &bench->programs[i].samples[bench->rounds - 1]);
    }
}

static void parse_line(struct program *program)
{
    size_t variables = 0;
    size_t words = 0;
    bool named = false;
    char *rest = NULL;
    program->line[strcspn(program->line, "\n")] = '\0';
    char *frames = strtok_r(program->line, "\t", &rest);
    for (char *word; (word = strtok_r(NULL, "\t", &rest));) {
        check(variables < WORDS_MAX - 1 && words < WORDS_MAX - 1, "too many words");
        if (!named && strcmp(word, "--") == 0) {
            named = true;
        } else if (named) {
            program->arguments[words++] = word;
        } else {
            program->environment[variables++] = word;
        }
    }
    check(frames && words > 0, "a line");
    program->frames = strcmp(frames, "-") == 0 ? -1 : open(frames, O_RDONLY | O_CLOEXEC);
    check(program->frames >= 0 || strcmp(frames, "-") == 0, frames);
}

static void parse(struct bench *bench)
{
    while (bench->count < PROGRAMS_MAX &&
           fgets(bench->programs[bench->count].line, LINE_MAX_LEN, stdin)) {
        struct program *program = &bench->programs[bench->count++];
        parse_line(program);
        program->samples = calloc((size_t)bench->rounds, sizeof *program->samples);
        check(program->samples, "memory");
    }
}

static void print(const struct bench *bench, const struct program *program)
{
    for (long i = 0; i < bench->rounds; i++) {
        const struct sample *sample = &program->samples[i];
        printf("%s[%.1f,%.1f,%ld]", i == 0 ? "[" : ",", sample->reply_us, sample->end_us,
               sample->peak_kb);
    }
    printf("]\n");
}

int main(int argc, char **argv)
{
    static struct bench bench;
    bench.port = argc == 3 && strcmp(argv[2], "--port") == 0;
    bench.rounds = argc >= 2 ? strtol(argv[1], NULL, 10) : 0;
    if (bench.rounds < 1 || bench.rounds > ROUNDS_MAX || argc != 2 + bench.port) {
        fprintf(stderr, "usage: %s ROUNDS [--port] < programs\n", argv[0]);
        return 2;
    }
    parse(&bench);
    bench.port ? run_ports(&bench) : run_starts(&bench);
    for (size_t i = 0; i < bench.count; i++) {
        print(&bench, &bench.programs[i]);
    }
    return 0;
}
