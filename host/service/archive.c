#include "service/archive.h"

#include "system/wording.h"

struct export
{
    const struct archive_opener *opener;
    struct buffer *buffer;
    bool first;
};

static void fill_wording(struct archive_row *row, struct view text)
{
    struct view name;
    struct view description;
    if (wording_split(text, &name, &description)) {
        row->cells[WORDINGS_SEALED].number = 0;
        row->cells[WORDINGS_NAME].text = name;
        row->cells[WORDINGS_DESCRIPTION].text = description;
    }
}

void archive_unseal(const struct archive_opener *opener, struct archive_row *row)
{
    struct view text = {NULL, 0};
    if (!opener->open(opener->self, row, &text) || !text_is_valid(text)) {
        return;
    }
    if (row->section == ARCHIVE_WORDINGS) {
        fill_wording(row, text);
    } else {
        row->cells[NOTES_SEALED].number = 0;
        row->cells[NOTES_TEXT].text = text;
    }
}

static enum error put_row(void *self, const struct archive_row *row)
{
    struct export *export = self;
    struct archive_row opened = *row;
    if (row->section == ARCHIVE_WORDINGS || row->section == ARCHIVE_NOTES) {
        archive_unseal(export->opener, &opened);
    }
    archive_put_row(export->buffer, &opened, export->first);
    export->first = false;
    return export->buffer->full ? E_LIMIT : E_OK;
}

enum error archive_export(struct store *store, const struct archive_opener *opener,
                          const struct archive_head *head, struct buffer *buffer)
{
    struct export export = {.opener = opener, .buffer = buffer};
    enum error error = store ? store_begin_read(store) : E_OK;
    if (error != E_OK) {
        return error;
    }
    archive_put_head(buffer, head);
    for (int i = 0; error == E_OK && i < ARCHIVE_SECTION_COUNT; i++) {
        export.first = true;
        archive_put_section(buffer, (enum archive_section)i);
        error = store ? archive_read(store, (enum archive_section)i, put_row, &export) : E_OK;
        archive_put_section_end(buffer);
    }
    archive_put_end(buffer);
    if (store) {
        store_rollback(store);
    }
    return error == E_OK && buffer->full ? E_LIMIT : error;
}

/* Accounts need to be known before any row of theirs, and are known by their profiles. */
static enum error merge_all(const struct archive *archive, struct merge *merge)
{
    enum error error = archive_walk(archive, ARCHIVE_INSTANCES, merge_meet, merge);
    if (error == E_OK) {
        error = archive_walk(archive, ARCHIVE_ACCOUNTS, merge_account, merge);
    }
    /* What follows the accounts, which are there by now. */
    for (int i = ARCHIVE_INSTANCES; error == E_OK && i < ARCHIVE_SECTION_COUNT; i++) {
        error = archive_walk(archive, (enum archive_section)i, merge_row, merge);
    }
    return error;
}

static enum error merge_archive(struct store *store, const struct archive *archive, int64_t now_ms,
                                struct archive_taken *ret)
{
    struct merge merge = {.store = store, .now_ms = now_ms};
    enum error error = store_begin(store);
    if (error != E_OK) {
        return error;
    }
    int64_t before = store_changes(store);
    error = merge_all(archive, &merge);
    *ret = (struct archive_taken){store_changes(store) - before, merge.sealed};
    if (error == E_OK) {
        error = store_commit(store);
    }
    if (error != E_OK) {
        store_rollback(store);
    }
    return error;
}

enum error archive_import(struct view json, int64_t now_ms, struct archive_taken *ret)
{
    struct archive *archive = NULL;
    struct store *store = NULL;
    enum error error = archive_open(json, &archive);
    if (error == E_OK) {
        error = store_open(STORE_WRITE, &store);
    }
    if (error == E_OK) {
        error = merge_archive(store, archive, now_ms, ret);
    }
    store_close(store);
    archive_close(archive);
    return error;
}
