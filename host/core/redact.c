#include "core/redact.h"

#include <stdio.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "core/detect.h"

/* A word whose folded form is longer is none that the catalogue knows. */
#define FOLDED_MAX 2048
#define TOKEN_MAX  24

struct redactor {
    struct arena *arena;
    struct view *words; /* those replaced so far: the place is the number */
    size_t count;
    bool full;
};

struct sink {
    char data[PAGE_DESCRIPTION_MAX];
    size_t len, max;
};

static bool put(struct sink *sink, struct view text)
{
    if (text.len > sink->max - sink->len) {
        return false;
    }
    memcpy(sink->data + sink->len, text.data, text.len);
    sink->len += text.len;
    return true;
}

static bool is_known(struct view text, bool whole)
{
    char folded[FOLDED_MAX];
    size_t len = 0;
    size_t count = 0;
    if (!text_fold(text, folded, sizeof folded, &len)) {
        return false;
    }
    struct view view = {folded, len};
    return whole ? catalogue_find_labels(view, &count) || catalogue_find_words(view, &count)
                 : catalogue_knows_term(view);
}

/* The word's number from 1 on; 0 where there are too many. */
static size_t number_word(struct redactor *redactor, struct view word)
{
    for (size_t i = 0; i < redactor->count; i++) {
        if (view_equal(redactor->words[i], word)) {
            return i + 1;
        }
    }
    if (redactor->count == REDACT_WORDS_MAX) {
        return 0;
    }
    redactor->words[redactor->count] = word;
    return ++redactor->count;
}

static bool put_word(struct redactor *redactor, struct view word, struct sink *sink)
{
    char token[TOKEN_MAX] = "x";
    if (is_known(word, false)) {
        return put(sink, word);
    }
    size_t number = number_word(redactor, word);
    if (number > 0) {
        snprintf(token, sizeof token, "x%zu", number);
    }
    return put(sink, view_of(token));
}

/* The text with its unknown words replaced; what does not fit max bytes is cut off at a word. */
static struct view redact_text(struct redactor *redactor, struct view text, size_t max)
{
    struct sink sink = {.max = max < sizeof sink.data ? max : sizeof sink.data};
    struct view word;
    size_t at = 0;
    size_t done = 0;
    bool fits = true;
    if (text.len == 0 || is_known(text, true)) {
        return text;
    }
    while (fits && text_next_word(text, &at, &word)) {
        size_t gap = (size_t)(word.data - text.data) - done;
        fits = put(&sink, (struct view){text.data + done, gap}) && put_word(redactor, word, &sink);
        done = at;
    }
    if (fits) {
        put(&sink, (struct view){text.data + done, text.len - done});
    }
    const char *copy = arena_copy(redactor->arena, (struct view){sink.data, sink.len});
    redactor->full = redactor->full || !copy;
    return (struct view){copy, copy ? sink.len : 0};
}

/* What a page may call a form control: structure, not words. */
static struct view redact_role(struct redactor *redactor, struct view role)
{
    static const char *const roles[] = {
        "button",           "checkbox",      "combobox", "link",   "listbox",
        "menuitemcheckbox", "menuitemradio", "none",     "option", "radio",
        "slider",           "switch",        "tab",      "textbox"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (view_equal(role, view_of(roles[i]))) {
            return role;
        }
    }
    return redact_text(redactor, role, PAGE_ROLE_MAX);
}

/* A tag may hold more than the language: what we read it as stays. */
static struct view redact_tag(struct view tag, const char *unknown)
{
    int language = catalogue_find_language(tag);
    return view_of(language == CATALOGUE_NONE ? unknown : catalogue_languages[language].tag);
}

static void redact_control(struct redactor *redactor, struct control *control)
{
    control->role = redact_role(redactor, control->role);
    for (size_t i = 0; i < control->key_count; i++) {
        control->keys[i] = redact_text(redactor, control->keys[i], PAGE_KEY_MAX);
    }
    control->name = redact_text(redactor, control->name, PAGE_NAME_MAX);
    control->description = redact_text(redactor, control->description, PAGE_DESCRIPTION_MAX);
    control->word = redact_text(redactor, control->word, PAGE_WORD_MAX);
}

static void redact_row(struct redactor *redactor, struct row *row)
{
    row->path = redact_text(redactor, row->path, PAGE_PATH_MAX);
    row->name = redact_text(redactor, row->name, PAGE_NAME_MAX);
    row->word = redact_text(redactor, row->word, PAGE_WORD_MAX);
}

static void redact_page(struct redactor *redactor, struct page *page)
{
    page->visit = view_of(REDACT_UUID);
    page->lang = redact_tag(page->lang, NULL);
    page->path = redact_text(redactor, page->path, PAGE_PATH_MAX);
    page->wanted = redact_text(redactor, page->wanted, PAGE_PATH_MAX);
    page->heading = redact_text(redactor, page->heading, PAGE_HEADING_MAX);
    for (size_t i = 0; i < page->control_count; i++) {
        redact_control(redactor, &page->controls[i]);
    }
    for (size_t i = 0; i < page->row_count; i++) {
        redact_row(redactor, &page->rows[i]);
    }
}

static void read_all(const struct page *page, struct reading *ret)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        detect_page(page, (int)i, &ret[i]);
    }
}

static bool is_alike(const struct reading *a, const struct reading *b)
{
    return a->state == b->state && a->locked == b->locked && a->confirmable == b->confirmable &&
           a->reasons == b->reasons && a->ref == b->ref;
}

/* A label inside of other words, as where nothing parts them, goes with the words. */
static enum error check_alike(const struct page *page, const struct reading *before,
                              struct reading *after)
{
    read_all(page, after);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (!is_alike(&before[i], &after[i])) {
            return E_REDACT;
        }
    }
    return E_OK;
}

enum error redact_report(struct report *report, struct arena *arena)
{
    struct redactor redactor = {.arena = arena};
    redactor.words = arena_take(arena, REDACT_WORDS_MAX, sizeof *redactor.words);
    struct reading *before = arena_take(arena, catalogue_setting_count, sizeof *before);
    struct reading *after = arena_take(arena, catalogue_setting_count, sizeof *after);
    if (!redactor.words || !before || !after) {
        return E_LIMIT;
    }
    read_all(&report->page, before);
    report->instance = view_of(REDACT_UUID);
    report->locale = redact_tag(report->locale, catalogue_languages[catalogue_english].tag);
    redact_page(&redactor, &report->page);
    return redactor.full ? E_LIMIT : check_alike(&report->page, before, after);
}
