#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

enum fd_result fd_read(int fd, void *buffer, size_t len)
{
    char *at = buffer;
    size_t left = len;
    while (left > 0) {
        ssize_t got = read(fd, at, left);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return FD_FAILED;
        }
        if (got == 0) {
            return left == len ? FD_END : FD_CUT;
        }
        at += got;
        left -= (size_t)got;
    }
    return FD_WHOLE;
}

enum fd_result fd_write(int fd, const void *buffer, size_t len)
{
    const char *at = buffer;
    while (len > 0) {
        ssize_t put = write(fd, at, len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return errno == EPIPE ? FD_END : FD_FAILED;
        }
        at += put;
        len -= (size_t)put;
    }
    return FD_WHOLE;
}

/* writev's type asks for memory that may be written; it only reads. */
static struct iovec part_of(struct view part)
{
    const union {
        const char *only_read;
        void *base;
    } memory = {.only_read = part.data};
    return (struct iovec){memory.base, part.len};
}

enum fd_result fd_write_both(int fd, struct view first, struct view second)
{
    const struct iovec parts[] = {part_of(first), part_of(second)};
    ssize_t put = 0;
    do {
        put = writev(fd, parts, 2);
    } while (put < 0 && errno == EINTR);
    if (put < 0) {
        return errno == EPIPE ? FD_END : FD_FAILED;
    }
    size_t done = (size_t)put;
    if (done < first.len) {
        enum fd_result result = fd_write(fd, first.data + done, first.len - done);
        return result == FD_WHOLE ? fd_write(fd, second.data, second.len) : result;
    }
    done -= first.len;
    return fd_write(fd, second.data + done, second.len - done);
}

/* Opens /dev/null until 0, 1 and 2 are taken, so that no file of ours lands there. */
static int open_null(void)
{
    int fd = -1;
    do {
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    } while (fd >= 0 && fd <= 2);
    return fd;
}

enum fd_result fd_claim_stdio(int *ret_in, int *ret_out)
{
    int null = open_null();
    int in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (in < 0 || out < 0 || null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        return FD_FAILED;
    }
    close(null);
    *ret_in = in;
    *ret_out = out;
    return FD_WHOLE;
}

void fd_close_leaked(void)
{
    closefrom(3);
}
