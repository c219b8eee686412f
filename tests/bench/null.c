/* The null host: reads one frame, echoes it and ends. What any host of a browser costs at least. */
#include <unistd.h>

#include "wire/frame.h"

int main(void)
{
    static char frame[FRAME_MAX];
    size_t len = 0;
    bool end = false;
    enum error error = frame_read(STDIN_FILENO, frame, &len, &end);
    if (error == E_OK && !end) {
        error = frame_write(STDOUT_FILENO, frame, len);
    }
    return (int)error;
}
