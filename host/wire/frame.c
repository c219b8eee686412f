#include "wire/frame.h"

#include <stdint.h>

#include "base/fd.h"

enum error frame_read(int fd, char *buffer, size_t *ret_len, bool *ret_end)
{
    uint32_t len = 0;
    enum fd_result result = fd_read(fd, &len, sizeof len);
    *ret_end = result == FD_END;
    if (result != FD_WHOLE) {
        return result == FD_END ? E_OK : E_CUT_SHORT;
    }
    if (len == 0) {
        return E_EMPTY_FRAME;
    }
    if (len > FRAME_MAX) {
        return E_TOO_LARGE;
    }
    if (fd_read(fd, buffer, len) != FD_WHOLE) {
        return E_CUT_SHORT;
    }
    *ret_len = len;
    return E_OK;
}

enum error frame_write(int fd, const char *data, size_t len)
{
    if (len == 0 || len > FRAME_MAX) {
        return E_REPLY;
    }
    uint32_t header = (uint32_t)len;
    const struct view first = {(const char *)&header, sizeof header};
    /* One write for both, so that a browser never sees a header without its body. */
    return fd_write_both(fd, first, (struct view){data, len}) == FD_WHOLE ? E_OK : E_OUTPUT;
}
