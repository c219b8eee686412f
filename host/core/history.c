#include "core/history.h"

#include <stdlib.h>

int64_t history_time(const struct archive_row *row)
{
    return row->section == ARCHIVE_READINGS  ? row->cells[READINGS_LAST].number
           : row->section == ARCHIVE_CHANGES ? row->cells[CHANGES_AT].number
                                             : row->cells[DRIFTS_AT].number;
}

const char *history_kind(const struct archive_row *row)
{
    return row->section == ARCHIVE_READINGS  ? "reading"
           : row->section == ARCHIVE_CHANGES ? "change"
                                             : "wording";
}

static int compare(const void *a, const void *b)
{
    const struct archive_row *left = a;
    const struct archive_row *right = b;
    int64_t left_ms = history_time(left);
    int64_t right_ms = history_time(right);
    if (left_ms != right_ms) {
        return left_ms < right_ms ? -1 : 1;
    }
    if (left->section != right->section) {
        return left->section < right->section ? -1 : 1;
    }
    return left->id < right->id ? -1 : left->id > right->id;
}

void history_sort(struct history *history)
{
    if (history->count > 0) {
        qsort(history->rows, history->count, sizeof *history->rows, compare);
    }
}
