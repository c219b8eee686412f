#include "cli/export.h"

#include <stdio.h>
#include <string.h>

#include "cli/drift.h"
#include "cli/words.h"

static const char shows[] =
    "## What this record shows, and what it does not\n\n"
    "- It lists what Optwatch, a program on the member's own computer, read on LinkedIn's settings "
    "pages that the member opened: which state the switch showed, when, and in which browser.\n"
    "- \"Off, confirmed\" means: a freshly loaded page that nobody had touched showed the switch "
    "as "
    "off, unchanged for five seconds, after the last time it was seen on. \"On again\" means: "
    "after "
    "such a confirmation, an untouched page showed it on.\n"
    "- It records what this machine saw, no more. It does not show what LinkedIn did with any "
    "data, "
    "nor why a switch changed, nor what happened while no page was open. Another person, device or "
    "app of the same member could have changed the switch in between.\n"
    "- Every time comes from this computer's clock. The record lies on the member's own computer "
    "and is not signed by anybody: its SHA-256, noted when it was made, shows only that this file "
    "has not changed since.\n"
    "- Texts quoted from LinkedIn's pages are quoted as the page gave them to the browser; "
    "characters that cannot be seen are written out as \\\\u{...}.\n\n";

/* What CommonMark or HTML would take for markup; a full stop only where it could end in a link. */
static bool is_markup(const char *text, size_t at, size_t len)
{
    bool inside = at + 1 < len && text[at + 1] != ' ';
    return strchr("\\`*_{}[]()#+-!|~$^=:@", text[at]) || (text[at] == '.' && inside) ||
           (text[at] == '.' && at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9');
}

static void put_escaped(struct buffer *buffer, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '<' || text[i] == '>' || text[i] == '&' || text[i] == '"') {
            buffer_print(buffer, "&#%d;", text[i]);
        } else {
            buffer_put_text(buffer, text[i] != '\0' && is_markup(text, i, len) ? "\\" : "");
            buffer_put_byte(buffer, text[i]);
        }
    }
}

/* A text that is not ours: first made visible, then made no markup. */
static void put_text(struct buffer *buffer, struct view text)
{
    struct buffer shown = {.max = ARCHIVE_NOTE_MAX * TEXT_SHOWN_MAX + 1};
    words_put(&shown, text);
    put_escaped(buffer, shown.data, shown.len);
    buffer_finish(&shown);
}

static void put_cell(struct record *record, struct view text)
{
    buffer_put_text(record->buffer, " ");
    put_text(record->buffer, text);
    buffer_put_text(record->buffer, " |");
}

static void put_number(struct record *record, int64_t number)
{
    buffer_print(record->buffer, " %lld |", (long long)number);
}

static void put_time(struct record *record, int64_t at_ms)
{
    char text[WORDS_TIME_MAX];
    buffer_print(record->buffer, " %s |", words_time(record->zone, at_ms, true, text));
}

static enum error put_account(void *self, const struct archive_row *row)
{
    struct record *record = self;
    char text[WORDS_TIME_MAX];
    buffer_print(record->buffer, "- account %lld", (long long)row->cells[ACCOUNTS_ACCOUNT].number);
    if (row->cells[ACCOUNTS_NAME].text.len > 0) {
        buffer_put_text(record->buffer, ", named by the member: ");
        put_text(record->buffer, row->cells[ACCOUNTS_NAME].text);
    }
    buffer_print(record->buffer, "; first seen %s\n",
                 words_time(record->zone, row->cells[ACCOUNTS_CREATED].number, true, text));
    return E_OK;
}

static enum error put_instance(void *self, const struct archive_row *row)
{
    struct record *record = self;
    buffer_put_text(record->buffer, "|");
    put_cell(record, row->cells[INSTANCES_INSTANCE].text);
    put_cell(record, words_family(row->cells[INSTANCES_FAMILY].text));
    put_number(record, row->cells[INSTANCES_ACCOUNT].number);
    put_time(record, row->cells[INSTANCES_FIRST].number);
    put_time(record, row->cells[INSTANCES_LAST].number);
    buffer_put_text(record->buffer, "\n");
    return E_OK;
}

static enum error put_standing(void *self, const struct archive_row *row)
{
    struct record *record = self;
    buffer_put_text(record->buffer, "|");
    put_number(record, row->cells[STANDINGS_ACCOUNT].number);
    put_cell(record, words_setting(row->cells[STANDINGS_SETTING].text));
    put_cell(record, words_standing(row->cells[STANDINGS_STATE].text));
    put_time(record, row->cells[STANDINGS_SINCE].number);
    put_time(record, row->cells[STANDINGS_LAST].number);
    put_time(record, row->cells[STANDINGS_CONFIRMED].number);
    put_time(record, row->cells[STANDINGS_LAST_ON].number);
    buffer_put_text(record->buffer, "\n");
    return E_OK;
}

static enum error put_change(void *self, const struct archive_row *row)
{
    struct record *record = self;
    buffer_put_text(record->buffer, "|");
    put_time(record, row->cells[CHANGES_AT].number);
    put_number(record, row->cells[CHANGES_ACCOUNT].number);
    put_cell(record, words_setting(row->cells[CHANGES_SETTING].text));
    put_cell(record, words_standing(row->cells[CHANGES_FROM].text));
    put_cell(record, words_standing(row->cells[CHANGES_TO].text));
    buffer_put_text(record->buffer, "\n");
    return E_OK;
}

static enum error put_reading(void *self, const struct archive_row *row)
{
    struct record *record = self;
    const struct archive_cell *cells = row->cells;
    char wording[9] = "";
    bool some = false;
    for (size_t i = 0; i < 4 && i < cells[READINGS_WORDING].text.len; i++) {
        unsigned byte = (unsigned char)cells[READINGS_WORDING].text.data[i];
        (void)snprintf(wording + 2 * i, 3, "%02x", byte);
        some = some || byte != 0;
    }
    buffer_put_text(record->buffer, "|");
    put_time(record, cells[READINGS_FIRST].number);
    put_time(record, cells[READINGS_LAST].number);
    put_number(record, cells[READINGS_COUNT].number);
    put_number(record, cells[READINGS_ACCOUNT].number);
    put_cell(record, words_family(cells[READINGS_FAMILY].text));
    put_cell(record, words_setting(cells[READINGS_SETTING].text));
    put_cell(record, words_reading(cells[READINGS_STATE].text));
    put_cell(record, words_load(cells[READINGS_LOAD].text));
    put_cell(record, words_touched(cells[READINGS_TOUCHED].text));
    buffer_print(record->buffer, " %s | %lld | %lld | %s |\n",
                 cells[READINGS_LOCKED].number ? "yes" : "no",
                 (long long)cells[READINGS_RULES].number,
                 (long long)cells[READINGS_CATALOGUE].number, some ? wording : "none");
    return record->buffer->full ? E_LIMIT : E_OK;
}

static enum error put_wording(void *self, const struct archive_row *row)
{
    struct record *record = self;
    struct archive_row opened = *row;
    char text[WORDS_TIME_MAX];
    archive_unseal(&record->opener, &opened);
    buffer_put_text(record->buffer, "- wording ");
    for (size_t i = 0; i < 4; i++) {
        buffer_print(record->buffer, "%02x",
                     (unsigned)(unsigned char)row->cells[WORDINGS_HASH].text.data[i]);
    }
    buffer_put_text(record->buffer, " of ");
    put_text(record->buffer, words_setting(row->cells[WORDINGS_SETTING].text));
    buffer_put_text(record->buffer, ", page language \"");
    put_text(record->buffer, row->cells[WORDINGS_LANG].text);
    buffer_print(record->buffer, "\", first seen %s\n",
                 words_time(record->zone, row->cells[WORDINGS_FIRST].number, true, text));
    if (opened.cells[WORDINGS_SEALED].number) {
        buffer_put_text(record->buffer,
                        "  - the text is sealed: it was not opened for this record\n");
        return E_OK;
    }
    buffer_put_text(record->buffer, "  - name: ");
    put_text(record->buffer, opened.cells[WORDINGS_NAME].text);
    buffer_put_text(record->buffer, "\n  - description: ");
    put_text(record->buffer, opened.cells[WORDINGS_DESCRIPTION].text);
    buffer_put_text(record->buffer, "\n");
    return record->buffer->full ? E_LIMIT : E_OK;
}

static enum error put_drift(void *self, const struct archive_row *row)
{
    static const struct drift_style style = {
        "  - ", put_text, {"\\[\\-", "\\-\\]", "\\{\\+", "\\+\\}"}};
    struct record *record = self;
    char text[WORDS_TIME_MAX];
    buffer_print(record->buffer, "- %s, account %lld, ",
                 words_time(record->zone, row->cells[DRIFTS_AT].number, true, text),
                 (long long)row->cells[DRIFTS_ACCOUNT].number);
    put_text(record->buffer, words_setting(row->cells[DRIFTS_SETTING].text));
    buffer_put_text(record->buffer, ", page language \"");
    put_text(record->buffer, row->cells[DRIFTS_LANG].text);
    buffer_put_text(record->buffer, "\"\n");
    return drift_put(record->store, &record->opener, row, &style, record->buffer);
}

static enum error put_tick(void *self, const struct archive_row *row)
{
    struct record *record = self;
    char text[WORDS_TIME_MAX];
    buffer_print(record->buffer, "- %s, account %lld: ",
                 words_time(record->zone, row->cells[TICKS_AT].number, true, text),
                 (long long)row->cells[TICKS_ACCOUNT].number);
    put_text(record->buffer, row->cells[TICKS_EXIT].text);
    buffer_put_text(record->buffer, "\n");
    return E_OK;
}

static enum error put_note(void *self, const struct archive_row *row)
{
    struct record *record = self;
    struct archive_row opened = *row;
    char text[WORDS_TIME_MAX];
    archive_unseal(&record->opener, &opened);
    buffer_print(record->buffer, "- %s, account %lld, on ",
                 words_time(record->zone, row->cells[NOTES_MADE].number, true, text),
                 (long long)row->cells[NOTES_ACCOUNT].number);
    put_text(record->buffer, row->cells[NOTES_SUBJECT].text);
    buffer_put_text(record->buffer, ": ");
    if (opened.cells[NOTES_SEALED].number) {
        buffer_put_text(record->buffer, "the text is sealed: it was not opened for this record");
    } else {
        put_text(record->buffer, opened.cells[NOTES_TEXT].text);
    }
    buffer_put_text(record->buffer, "\n");
    return record->buffer->full ? E_LIMIT : E_OK;
}

static enum error put_unread(void *self, const struct archive_row *row)
{
    struct record *record = self;
    buffer_print(record->buffer, "- account %lld, ", (long long)row->cells[UNREAD_ACCOUNT].number);
    put_text(record->buffer, words_setting(row->cells[UNREAD_SETTING].text));
    buffer_print(record->buffer, ": on %lld days since it was last read\n",
                 (long long)row->cells[UNREAD_DAYS_COUNT].number);
    return E_OK;
}

static enum error put_preference(void *self, const struct archive_row *row)
{
    struct record *record = self;
    buffer_put_text(record->buffer, "- ");
    put_text(record->buffer, row->cells[PREFERENCES_NAME].text);
    buffer_put_text(record->buffer, ": ");
    put_text(record->buffer, row->cells[PREFERENCES_VALUE].text);
    buffer_put_text(record->buffer, "\n");
    return E_OK;
}

struct chapter {
    enum archive_section section;
    archive_take put;
    const char *head;
};

#define TABLE(head, line) "\n\n" head "\n" line "\n"

static const struct chapter chapters[] = {
    {ARCHIVE_ACCOUNTS, put_account, "## Accounts and browser profiles\n\n"},
    {ARCHIVE_INSTANCES, put_instance,
     "\nA browser profile has a random id of Optwatch's own; it is no id of LinkedIn's." TABLE(
         "| profile | browser | account | first seen | last seen |", "|---|---|---|---|---|")},
    {ARCHIVE_STANDINGS, put_standing,
     "\n## Where each setting stands" TABLE(
         "| account | setting | state | since | last seen | last confirmed off | last seen on |",
         "|---|---|---|---|---|---|---|")},
    {ARCHIVE_CHANGES, put_change,
     "\n## Changes" TABLE("| when | account | setting | from | to |", "|---|---|---|---|---|")},
    {ARCHIVE_READINGS, put_reading,
     "\n## What was read\n\nEqual readings are one row, with their first and last time and the "
     "number of page visits. A state is read from the switch's own properties and only where the "
     "switch is proven to be the setting's; \"rules\" and \"catalogue\" number the version of the "
     "program's knowledge that it was read with; \"wording\" is the text below." TABLE(
         "| first seen | last seen | visits | account | browser | setting | state | page | by hand "
         "| locked | rules | catalogue | wording |",
         "|---|---|---|---|---|---|---|---|---|---|---|---|---|")},
    {ARCHIVE_WORDINGS, put_wording, "\n## What LinkedIn called the switch\n\n"},
    {ARCHIVE_DRIFTS, put_drift,
     "\n## Changes of that wording\n\nWords that went are in \\[\\-…\\-\\], words that came in "
     "\\{\\+…\\+\\}.\n\n"},
    {ARCHIVE_TICKS, put_tick,
     "\n## Done by the member, by their own word\n\nOptwatch did not check these.\n\n"},
    {ARCHIVE_NOTES, put_note, "\n## The member's own notes\n\n"},
    {ARCHIVE_UNREAD, put_unread, "\n## Pages that could not be read\n\n"},
    {ARCHIVE_PREFERENCES, put_preference, "\n## What the member set in Optwatch\n\n"},
};

static enum error put_chapter(struct record *record, const struct chapter *chapter)
{
    buffer_put_text(record->buffer, chapter->head);
    size_t before = record->buffer->len;
    enum error error =
        record->store ? archive_read(record->store, chapter->section, chapter->put, record) : E_OK;
    if (record->buffer->len == before) {
        buffer_put_text(record->buffer, "\nNothing was recorded.\n");
    }
    return error;
}

enum error markdown_write(struct record *record)
{
    char text[WORDS_TIME_MAX];
    enum error error = E_OK;
    buffer_print(
        record->buffer,
        "# Record of a LinkedIn member's settings, as seen by Optwatch\n\n"
        "Made %s with Optwatch %s, catalogue %d. Times are local, with their distance from "
        "UTC.\n\n",
        words_time(record->zone, record->head.made_s * 1000, true, text), record->head.version,
        record->head.catalogue);
    buffer_put_text(record->buffer, shows);
    for (size_t i = 0; error == E_OK && i < sizeof chapters / sizeof chapters[0]; i++) {
        error = put_chapter(record, &chapters[i]);
    }
    return error == E_OK && record->buffer->full ? E_LIMIT : error;
}
