#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "service/archive.h"
#include "system/clock.h"

#define PIECE_LEN ((size_t)65536)

static enum error read_all(FILE *file, struct buffer *buffer)
{
    for (;;) {
        char *room = buffer_room(buffer, PIECE_LEN);
        if (!room) {
            return E_EXPORT;
        }
        size_t len = fread(room, 1, PIECE_LEN, file);
        buffer->len += len;
        if (ferror(file)) {
            return E_NO_INPUT;
        }
        if (len == 0) {
            return buffer->len > 0 ? E_OK : E_NO_INPUT;
        }
    }
}

static enum error read_file(const char *path, struct buffer *buffer)
{
    if (strcmp(path, "-") == 0) {
        return read_all(stdin, buffer);
    }
    FILE *file = fopen(path, "re");
    if (!file) {
        return E_NO_INPUT;
    }
    enum error error = read_all(file, buffer);
    fclose(file);
    return error;
}

static enum error print(const struct cli *cli, const struct archive_taken *taken)
{
    struct buffer buffer = {.max = PIECE_LEN};
    if (cli->json) {
        buffer_print(&buffer, "{\"rows\":%lld,\"sealed\":%lld}\n", (long long)taken->rows,
                     (long long)taken->sealed);
    } else if (taken->rows == 0) {
        buffer_put_text(&buffer, "All of it was there already: nothing has changed.\n");
    } else {
        buffer_print(&buffer, "Taken in: %lld rows, new or with a wider span of time.\n",
                     (long long)taken->rows);
    }
    if (!cli->json && taken->sealed > 0) {
        buffer_print(&buffer, "Left out: %lld texts that were sealed when the export was made.\n",
                     (long long)taken->sealed);
    }
    enum error error = output_bytes(buffer_view(&buffer));
    buffer_finish(&buffer);
    return error;
}

static enum error run(struct cli *cli)
{
    struct buffer buffer = {.max = ARCHIVE_BYTES_MAX + PIECE_LEN};
    struct archive_taken taken = {0, 0};
    enum error error = cli->argc != 1 ? E_USAGE : read_file(cli->argv[0], &buffer);
    if (error == E_OK) {
        error = archive_import(buffer_view(&buffer), clock_now_ms(), &taken);
    }
    buffer_finish(&buffer);
    return error == E_OK ? print(cli, &taken) : error;
}

const struct verb import_verb = {
    .name = "import",
    .arguments = "FILE",
    .help = "take an earlier export (json) into the history; a second time changes nothing",
    .run = run,
};
