#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void scratch_require(bool holds, const char *what, int line)
{
    if (!holds) {
        (void)fprintf(stderr, "line %d: %s\n", line, what);
        abort();
    }
}

static char *scratch(void)
{
    static char folder[] = "/dev/shm/optwatch-fuzz-XXXXXX";
    static char other[] = "/tmp/optwatch-fuzz-XXXXXX";
    static char *made;
    if (!made) {
        made = mkdtemp(folder) ? folder : mkdtemp(other);
    }
    return made;
}

static void clean(void)
{
    static const char *const names[] = {"optwatch/optwatch.db", "optwatch/optwatch.db-journal",
                                        "optwatch", ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", scratch(), names[i]);
        (void)remove(path);
    }
}

void scratch_place(void)
{
    static bool placed;
    if (!placed) {
        require(scratch() && setenv("XDG_DATA_HOME", scratch(), 1) == 0 && atexit(clean) == 0);
        placed = true;
    }
}

struct store *scratch_open(void)
{
    static struct store *store;
    if (!store) {
        scratch_place();
        require(store_open(STORE_WRITE, &store) == E_OK);
    }
    return store;
}

enum error scratch_merge(const struct archive *archive, struct store *store)
{
    struct merge merge = {.store = store, .now_ms = SCRATCH_NOW_MS};
    enum error error = archive_walk(archive, ARCHIVE_INSTANCES, merge_meet, &merge);
    if (error == E_OK) {
        error = archive_walk(archive, ARCHIVE_ACCOUNTS, merge_account, &merge);
    }
    for (int i = ARCHIVE_INSTANCES; error == E_OK && i < ARCHIVE_SECTION_COUNT; i++) {
        error = archive_walk(archive, (enum archive_section)i, merge_row, &merge);
    }
    return error;
}

static enum error check_standing(void *self, const struct archive_row *row)
{
    const struct archive_cell *cells = row->cells;
    (void)self;
    if (view_equal(cells[STANDINGS_STATE].text, view_of("off_confirmed"))) {
        require(cells[STANDINGS_CONFIRMED].number > cells[STANDINGS_LAST_ON].number &&
                cells[STANDINGS_LAST].number <= SCRATCH_NOW_MS + ARCHIVE_AHEAD_MS);
    }
    return E_OK;
}

struct writer {
    struct buffer buffer;
    bool first;
};

static enum error put_row(void *self, const struct archive_row *row)
{
    struct writer *writer = self;
    archive_put_row(&writer->buffer, row, writer->first);
    writer->first = false;
    return E_OK;
}

/* Wordings stand in it as sealed: who opens them is not of this room. */
static struct buffer export_all(struct store *store)
{
    const struct archive_head head = {"0", 1, SCRATCH_NOW_MS / 1000};
    struct writer writer = {.buffer = {.max = ARCHIVE_BYTES_MAX}};
    archive_put_head(&writer.buffer, &head);
    for (int i = 0; i < ARCHIVE_SECTION_COUNT; i++) {
        writer.first = true;
        archive_put_section(&writer.buffer, (enum archive_section)i);
        require(archive_read(store, (enum archive_section)i, put_row, &writer) == E_OK);
        archive_put_section_end(&writer.buffer);
    }
    archive_put_end(&writer.buffer);
    return writer.buffer;
}

void scratch_check(struct store *store, const struct archive *archive)
{
    struct archive *again = NULL;
    int64_t before = store_changes(store);
    require(scratch_merge(archive, store) == E_OK && store_changes(store) == before);
    require(archive_read(store, ARCHIVE_STANDINGS, check_standing, NULL) == E_OK);
    struct buffer buffer = export_all(store);
    require(archive_open(buffer_view(&buffer), &again) == E_OK);
    require(scratch_merge(again, store) == E_OK && store_changes(store) == before);
    archive_close(again);
    buffer_finish(&buffer);
}
