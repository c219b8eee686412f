/*
 * Any bytes as the rows of two exports of few accounts, profiles and times, so that much of them
 * meets: both are merged into a scratch history, one after the other.
 */
#include <stdint.h>
#include <stdlib.h>

#include "scratch.h"

#define EXPORTS     2
#define ROWS_MAX    4
#define TEXT_CHOICE 3
#define HOUR_MS     INT64_C(3600000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is used up gives zeros. */
struct bytes {
    const uint8_t *data;
    size_t len;
};

static unsigned take(struct bytes *bytes, unsigned below)
{
    if (bytes->len == 0) {
        return 0;
    }
    bytes->len--;
    return *bytes->data++ % below;
}

/* Some of them far ahead of now, none of them: a clock that was wrong, never. */
static int64_t take_time(struct bytes *bytes)
{
    unsigned byte = take(bytes, 256);
    return byte == 0 ? 0 : SCRATCH_NOW_MS + ((int64_t)byte - 190) * HOUR_MS + byte % 2;
}

static struct view take_choice(struct bytes *bytes, const struct archive_column *column)
{
    unsigned count = 0;
    while (column->choice((int)count)) {
        count++;
    }
    return view_of(column->choice((int)take(bytes, count)));
}

static struct view take_text(struct bytes *bytes, const struct archive_column *column)
{
    static const char *const texts[][TEXT_CHOICE] = {
        [ARCHIVE_SLUG] = {"data-for-ai-improvement", "objection", "unheard-of"},
        [ARCHIVE_UUID] = {"00000000-0000-4000-8000-000000000001",
                          "00000000-0000-4000-8000-000000000002",
                          "00000000-0000-4000-8000-00000000000A"},
        [ARCHIVE_HASH] = {"0123456789abcdef", "fedcba9876543210", "0000000000000000"},
        [ARCHIVE_TAG] = {"en", "", "de-AT"},
        [ARCHIVE_NAME] = {"", "a", "\xc3\xa9"},
        [ARCHIVE_TEXT] = {"", "On", "On\x7f"},
        [ARCHIVE_NOTE] = {"", "sent", "\\"},
    };
    return column->kind == ARCHIVE_CHOICE ? take_choice(bytes, column)
                                          : view_of(texts[column->kind][take(bytes, TEXT_CHOICE)]);
}

static struct archive_cell take_cell(struct bytes *bytes, const struct archive_column *column)
{
    struct archive_cell cell = {.number = 0};
    switch (column->kind) {
    case ARCHIVE_NUMBER:
        cell.number = take(bytes, 4);
        break;
    case ARCHIVE_FLAG:
        cell.number = take(bytes, 2);
        break;
    case ARCHIVE_TIME:
        cell.number = take_time(bytes);
        break;
    case ARCHIVE_SECONDS:
        cell.number = take_time(bytes) / 1000;
        break;
    case ARCHIVE_SLUG:
    case ARCHIVE_CHOICE:
    case ARCHIVE_UUID:
    case ARCHIVE_HASH:
    case ARCHIVE_TAG:
    case ARCHIVE_NAME:
    case ARCHIVE_TEXT:
    case ARCHIVE_NOTE:
        cell.text = take_text(bytes, column);
        break;
    }
    return cell;
}

static void put_section(struct bytes *bytes, enum archive_section section, struct buffer *buffer)
{
    const struct archive_shape *shape = archive_shape_of(section);
    unsigned count = take(bytes, ROWS_MAX + 1);
    archive_put_section(buffer, section);
    for (unsigned i = 0; i < count; i++) {
        struct archive_row row = {.section = section};
        for (size_t j = 0; j < shape->column_count; j++) {
            row.cells[j] = take_cell(bytes, &shape->columns[j]);
        }
        archive_put_row(buffer, &row, i == 0);
    }
    archive_put_section_end(buffer);
}

/* Every value is one that an export may have, so it has to be taken for one. */
static struct archive *make_export(struct bytes *bytes)
{
    const struct archive_head head = {"0", 1, SCRATCH_NOW_MS / 1000};
    struct buffer buffer = {.max = ARCHIVE_BYTES_MAX};
    struct archive *archive = NULL;
    archive_put_head(&buffer, &head);
    for (int i = 0; i < ARCHIVE_SECTION_COUNT; i++) {
        put_section(bytes, (enum archive_section)i, &buffer);
    }
    archive_put_end(&buffer);
    require(archive_open(buffer_view(&buffer), &archive) == E_OK);
    buffer_finish(&buffer);
    return archive;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {data, size};
    struct store *store = scratch_open();
    require(store_begin(store) == E_OK);
    enum error error = E_OK;
    for (int i = 0; error == E_OK && i < EXPORTS; i++) {
        struct archive *archive = make_export(&bytes);
        error = scratch_merge(archive, store);
        require(error == E_OK || error == E_EXPORT);
        if (error == E_OK) {
            scratch_check(store, archive);
        }
        archive_close(archive);
    }
    store_rollback(store);
    return 0;
}
