/* Any bytes as a stream of frames. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char frame[FRAME_MAX];
    int fd = memfd_create("stream", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0) {
        abort();
    }
    for (;;) {
        size_t len = 0;
        bool end = false;
        if (frame_read(fd, frame, &len, &end) != E_OK || end) {
            break;
        }
        if (len == 0 || len > FRAME_MAX) {
            abort();
        }
    }
    close(fd);
    return 0;
}
