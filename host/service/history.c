#include "service/history.h"

#include "system/archive.h"

/* The newest of all sections together: each hands its own newest, newest first. */
struct collector {
    struct history *history;
    struct arena *arena;
    size_t max;
};

static bool copy_texts(struct archive_row *row, struct arena *arena)
{
    const struct archive_shape *shape = archive_shape_of(row->section);
    for (size_t i = 0; i < shape->column_count; i++) {
        struct view *text = &row->cells[i].text;
        text->data = text->len > 0 ? arena_copy(arena, *text) : "";
        if (!text->data) {
            return false;
        }
    }
    return true;
}

static struct archive_row *find_oldest(const struct history *history)
{
    struct archive_row *oldest = &history->rows[0];
    for (size_t i = 1; i < history->count; i++) {
        if (history_time(&history->rows[i]) < history_time(oldest)) {
            oldest = &history->rows[i];
        }
    }
    return oldest;
}

static enum error collect(void *self, const struct archive_row *row)
{
    const struct collector *collector = self;
    struct history *history = collector->history;
    struct archive_row *place = &history->rows[history->count];
    if (history->count == collector->max) {
        history->more = true;
        place = find_oldest(history);
        if (history_time(place) >= history_time(row)) {
            return E_OK;
        }
    } else {
        history->count++;
    }
    *place = *row;
    return copy_texts(place, collector->arena) ? E_OK : E_LIMIT;
}

static enum error read_all(struct store *store, const struct history_filter *filter,
                           struct collector *collector)
{
    static const enum archive_section sections[] = {ARCHIVE_READINGS, ARCHIVE_CHANGES,
                                                    ARCHIVE_DRIFTS};
    enum error error = E_OK;
    for (size_t i = 0; error == E_OK && i < sizeof sections / sizeof sections[0]; i++) {
        if (!filter->changes_only || sections[i] == ARCHIVE_CHANGES) {
            error = archive_read_newest(store, sections[i], filter, (int64_t)collector->max + 1,
                                        collect, collector);
        }
    }
    return error;
}

enum error history_read(const struct history_filter *filter, size_t max, struct arena *arena,
                        struct history *ret)
{
    struct store *store = NULL;
    struct collector collector = {ret, arena, max < HISTORY_MAX ? max : HISTORY_MAX};
    *ret = (struct history){.rows = arena_take(arena, collector.max, sizeof *ret->rows)};
    if (!ret->rows) {
        return E_LIMIT;
    }
    enum error error = store_open(STORE_READ, &store);
    if (error != E_OK || !store) {
        return error;
    }
    error = read_all(store, filter, &collector);
    store_close(store);
    history_sort(ret);
    return error;
}
