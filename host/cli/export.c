#include "cli/export.h"

#include <stdio.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "cli/cli.h"
#include "cli/opening.h"
#include "cli/outfile.h"
#include "cli/output.h"
#include "cli/words.h"
#include "identity.h"
#include "system/clock.h"
#include "system/paths.h"
#include "system/seal.h"

#define MS_PER_S INT64_C(1000)

enum form { FORM_JSON, FORM_CSV, FORM_MARKDOWN, FORM_COUNT };

static const char *const form_names[FORM_COUNT] = {"json", "csv", "markdown"};

static enum error read_form(const struct cli *cli, enum form *ret)
{
    const char *name = cli_value(cli, "format");
    *ret = FORM_JSON;
    if (!name) {
        return E_OK;
    }
    for (int i = 0; i < FORM_COUNT; i++) {
        if (strcmp(name, form_names[i]) == 0) {
            *ret = (enum form)i;
            return cli->json && i != FORM_JSON ? E_USAGE : E_OK;
        }
    }
    return E_USAGE;
}

static enum error write_form(struct record *record, enum form form)
{
    if (form == FORM_JSON) {
        return archive_export(record->store, &record->opener, &record->head, record->buffer);
    }
    enum error error = record->store ? store_begin_read(record->store) : E_OK;
    if (error != E_OK) {
        return error;
    }
    error = form == FORM_CSV ? csv_write(record->store, record->buffer) : markdown_write(record);
    if (record->store) {
        store_rollback(record->store);
    }
    return error == E_OK && record->buffer->full ? E_LIMIT : error;
}

static enum error make_bytes(struct cli *cli, enum form form, struct buffer *buffer)
{
    struct opening opening;
    struct record record = {
        .opener = opening_opener(&opening),
        .head = {OPTWATCH_VERSION, catalogue_version, clock_now_ms() / MS_PER_S},
        .zone = &cli->service.zone,
        .buffer = buffer,
    };
    enum error error = store_open(STORE_READ, &record.store);
    if (error == E_OK) {
        error = opening_begin(record.store, &opening);
    }
    if (error == E_OK) {
        error = write_form(&record, form);
        opening_finish(&opening);
    }
    store_close(record.store);
    return error;
}

static enum error put_file(const struct cli *cli, const char *path, struct view bytes)
{
    char hash[SEAL_SHA256_LEN + 1];
    struct buffer line = {.max = (size_t)PATHS_MAX * TEXT_SHOWN_MAX + sizeof hash};
    enum error error = outfile_put(path, bytes, cli_value(cli, "force") != NULL);
    if (error != E_OK) {
        return error;
    }
    seal_sha256(bytes, hash);
    buffer_print(&line, "%s  ", hash);
    words_put(&line, view_of(path));
    buffer_put_text(&line, "\n");
    error = output_bytes(buffer_view(&line));
    buffer_finish(&line);
    return error;
}

static enum error put_bytes(const struct cli *cli, struct view bytes)
{
    char hash[SEAL_SHA256_LEN + 1];
    const char *path = cli_value(cli, "output");
    if (path) {
        return put_file(cli, path, bytes);
    }
    enum error error = output_bytes(bytes);
    if (error == E_OK) {
        seal_sha256(bytes, hash);
        fprintf(stderr, "SHA-256: %s\n", hash);
    }
    return error;
}

static enum error run(struct cli *cli)
{
    struct buffer buffer = {.max = ARCHIVE_BYTES_MAX};
    enum form form = FORM_JSON;
    enum error error = cli->argc > 0 ? E_USAGE : read_form(cli, &form);
    if (error == E_OK) {
        error = make_bytes(cli, form, &buffer);
    }
    if (error == E_OK) {
        error = put_bytes(cli, buffer_view(&buffer));
    }
    buffer_finish(&buffer);
    return error;
}

static const struct cli_option options[] = {
    {"format", "json|csv|markdown",
     "json is all there is and what import takes; markdown a dated record to read"},
    {"output", "FILE", "write a new file, for you only, in place of standard output"},
    {"force", NULL, "let it take the place of a file that is there"},
};

const struct verb export_verb = {
    .name = "export",
    .arguments = "",
    .help = "write down everything recorded, dated, with its SHA-256",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
