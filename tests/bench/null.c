/*
 * The null host: reads one frame, echoes it and ends. What any host of a browser costs at least.
 * With FILE N it writes a page of FILE and has it put on disk N times before: what a durable answer
 * costs.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "wire/frame.h"

#define PAGE 4096

static bool sync_times(const char *path, long times)
{
    static const char page[PAGE];
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool done = fd >= 0;
    for (long i = 0; done && i < times; i++) {
        done = pwrite(fd, page, sizeof page, i * PAGE) == PAGE && fdatasync(fd) == 0;
    }
    return done;
}

int main(int argc, char **argv)
{
    static char frame[FRAME_MAX];
    size_t len = 0;
    bool end = false;
    enum error error = frame_read(STDIN_FILENO, frame, &len, &end);
    if (argc == 3 && !sync_times(argv[1], strtol(argv[2], NULL, 10))) {
        return E_STORE;
    }
    if (error == E_OK && !end) {
        error = frame_write(STDOUT_FILENO, frame, len);
    }
    return (int)error;
}
