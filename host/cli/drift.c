#include "cli/drift.h"

#include <string.h>

#include "core/diff.h"
#include "core/page.h"

/* One wording's texts, kept beyond the query that read them. */
struct kept {
    const struct archive_opener *opener;
    bool readable;
    size_t name_len, description_len;
    char name[PAGE_NAME_MAX];
    char description[PAGE_DESCRIPTION_MAX];
};

static bool keep(struct view text, char *buffer, size_t size, size_t *ret_len)
{
    if (text.len > size) {
        return false;
    }
    if (text.len > 0) {
        memcpy(buffer, text.data, text.len);
    }
    *ret_len = text.len;
    return true;
}

static enum error take(void *self, const struct archive_row *row)
{
    struct kept *kept = self;
    struct archive_row opened = *row;
    archive_unseal(kept->opener, &opened);
    kept->readable =
        opened.cells[WORDINGS_SEALED].number == 0 &&
        keep(opened.cells[WORDINGS_NAME].text, kept->name, sizeof kept->name, &kept->name_len) &&
        keep(opened.cells[WORDINGS_DESCRIPTION].text, kept->description, sizeof kept->description,
             &kept->description_len);
    return E_OK;
}

/* Word by word, so that line breaks of the page make no lines here. */
static void put_words(const struct drift_style *style, struct view text, struct buffer *buffer)
{
    size_t at = 0;
    struct view word;
    const char *space = "";
    while (text_next_run(text, &at, &word)) {
        buffer_put_text(buffer, space);
        style->put(buffer, word);
        space = " ";
    }
}

static void put_line(const struct drift_style *style, const char *title, struct view old,
                     struct view new, struct buffer *buffer)
{
    struct diff diff;
    diff_make(old, new, &diff);
    if (diff.count == 0) {
        return;
    }
    buffer_print(buffer, "%s%s:", style->indent, title);
    for (size_t i = 0; i < diff.count; i++) {
        const struct diff_segment *segment = &diff.segments[i];
        size_t mark = segment->kind == DIFF_ADDED ? 2 : 0;
        bool marked = segment->kind != DIFF_KEPT;
        buffer_put_text(buffer, " ");
        buffer_put_text(buffer, marked ? style->marks[mark] : "");
        put_words(style, segment->text, buffer);
        buffer_put_text(buffer, marked ? style->marks[mark + 1] : "");
    }
    buffer_put_text(buffer, "\n");
}

enum error drift_put(struct store *store, const struct archive_opener *opener,
                     const struct archive_row *drift, const struct drift_style *style,
                     struct buffer *buffer)
{
    struct kept old = {.opener = opener};
    struct kept new = {.opener = opener};
    enum error error = archive_read_wording(store, drift->cells[DRIFTS_FROM].text, take, &old);
    if (error == E_OK) {
        error = archive_read_wording(store, drift->cells[DRIFTS_TO].text, take, &new);
    }
    if (error != E_OK) {
        return error;
    }
    if (!old.readable || !new.readable) {
        buffer_print(buffer, "%sThe text is sealed, or not kept: it cannot be shown here.\n",
                     style->indent);
        return E_OK;
    }
    put_line(style, "name", (struct view){old.name, old.name_len},
             (struct view){new.name, new.name_len}, buffer);
    put_line(style, "description", (struct view){old.description, old.description_len},
             (struct view){new.description, new.description_len}, buffer);
    return E_OK;
}
