/*
 * What jansson alone takes for the bytes of a round trip: parses each frame, and prints a reply's
 * tree, read once from FILE, or without FILE what it has parsed. Ends with its input.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jansson.h>

#include "wire/frame.h"

#define PRINTED (JSON_COMPACT | JSON_ENSURE_ASCII)

static size_t answer(const char *frame, size_t len, const json_t *reply, char *ret)
{
    json_t *request = json_loadb(frame, len, JSON_REJECT_DUPLICATES, NULL);
    size_t printed = request ? json_dumpb(reply ? reply : request, ret, FRAME_MAX, PRINTED) : 0;
    json_decref(request);
    return printed;
}

int main(int argc, char **argv)
{
    static char frame[FRAME_MAX];
    static char reply[FRAME_MAX];
    json_t *tree = argc > 1 ? json_load_file(argv[1], 0, NULL) : NULL;
    enum error error = argc > 1 && !tree ? E_USAGE : E_OK;
    while (error == E_OK) {
        size_t len = 0;
        bool end = false;
        error = frame_read(STDIN_FILENO, frame, &len, &end);
        if (end || error != E_OK) {
            break;
        }
        error = frame_write(STDOUT_FILENO, reply, answer(frame, len, tree, reply));
    }
    json_decref(tree);
    return (int)error;
}
