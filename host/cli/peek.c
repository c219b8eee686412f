#include "cli/peek.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PIECE 8192

static enum peek tell_missing(const char *path, int error)
{
    struct stat itself;
    if (error == EACCES) {
        return PEEK_DENIED;
    }
    if (error != ENOENT && error != ENOTDIR && error != ELOOP) {
        return PEEK_FAILED;
    }
    return lstat(path, &itself) == 0 ? PEEK_DANGLING : PEEK_NONE;
}

static enum peek read_all(int fd, struct buffer *buffer)
{
    char piece[PIECE];
    for (;;) {
        ssize_t got = read(fd, piece, sizeof piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return PEEK_FAILED;
        }
        if (got == 0) {
            return PEEK_READ;
        }
        buffer_put(buffer, (struct view){piece, (size_t)got});
        if (buffer->full) {
            return PEEK_LONG;
        }
    }
}

static enum peek read_plain(int fd, struct buffer *buffer, struct stat *ret_file)
{
    if (fstat(fd, ret_file) != 0 || !S_ISREG(ret_file->st_mode)) {
        return PEEK_NOT_PLAIN;
    }
    return (size_t)ret_file->st_size > buffer->max ? PEEK_LONG : read_all(fd, buffer);
}

enum peek peek_read(const char *path, struct buffer *buffer, struct stat *ret_file)
{
    memset(ret_file, 0, sizeof *ret_file);
    if (stat(path, ret_file) != 0) {
        return tell_missing(path, errno);
    }
    if (!S_ISREG(ret_file->st_mode)) {
        return PEEK_NOT_PLAIN;
    }
    /* What was a plain file a moment ago may be a FIFO by now. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return errno == EACCES ? PEEK_DENIED : PEEK_FAILED;
    }
    enum peek what = read_plain(fd, buffer, ret_file);
    close(fd);
    return what;
}

bool peek_line(struct view text, size_t *at, struct view *ret_line)
{
    if (*at >= text.len) {
        return false;
    }
    const char *begin = text.data + *at;
    const char *end = memchr(begin, '\n', text.len - *at);
    *ret_line = (struct view){begin, end ? (size_t)(end - begin) : text.len - *at};
    *at += ret_line->len + 1;
    return true;
}
