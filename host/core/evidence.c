#include "core/evidence.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "core/detect.h"

/* Folding may lengthen a name; one that does not fit equals no label we know. */
#define FOLDED_MAX 2048

enum owner evidence_owner(const struct control *control, int setting)
{
    bool ours = false;
    bool other = false;
    for (size_t i = 0; i < control->key_count; i++) {
        int owner = catalogue_find_key(control->keys[i]);
        ours = ours || owner == setting;
        other = other || (owner != CATALOGUE_NONE && owner != setting);
    }
    if (ours && other) {
        return OWNER_BOTH;
    }
    return ours ? OWNER_OURS : other ? OWNER_OTHER : OWNER_NOBODY;
}

/* A radio button's "checked" says that this answer was chosen, not which answer it is. */
static bool is_radio(const struct control *control)
{
    return view_equal(control->role, view_of("radio")) ||
           view_equal(control->role, view_of("menuitemradio"));
}

bool evidence_has_state(const struct control *control)
{
    return !is_radio(control) &&
           (control->checked != SIGNAL_NONE || control->aria_checked != SIGNAL_NONE ||
            control->pressed != SIGNAL_NONE);
}

/* What one whole text says in any language we know; the page's own comes first. */
static enum signal read_word(struct view text, struct view lang, bool page_language_only,
                             bool seen_only)
{
    char folded[FOLDED_MAX];
    size_t len = 0;
    size_t count = 0;
    if (text.len == 0 || !text_fold(text, folded, sizeof folded, &len)) {
        return SIGNAL_NONE;
    }
    const struct word *words = catalogue_find_words((struct view){folded, len}, &count);
    int language = catalogue_find_language(lang);
    enum signal any = SIGNAL_NONE;
    bool agree = true;
    for (size_t i = 0; i < count; i++) {
        enum signal signal = words[i].on ? SIGNAL_ON : SIGNAL_OFF;
        if (seen_only && words[i].strength != STRENGTH_SEEN) {
            continue;
        }
        if (words[i].language == language) {
            return signal;
        }
        agree = agree && (any == SIGNAL_NONE || any == signal);
        any = signal;
    }
    return page_language_only || !agree ? SIGNAL_NONE : any;
}

static struct view next_line(struct view *rest)
{
    const char *end = memchr(rest->data, '\n', rest->len);
    struct view line = {rest->data, end ? (size_t)(end - rest->data) : rest->len};
    size_t taken = end ? line.len + 1 : line.len;
    *rest = (struct view){rest->data + taken, rest->len - taken};
    return line;
}

struct said evidence_words(struct view lines, struct view lang, bool page_language_only,
                           bool seen_only)
{
    struct said said = {SIGNAL_NONE, false};
    while (lines.len > 0) {
        enum signal signal = read_word(next_line(&lines), lang, page_language_only, seen_only);
        if (signal == SIGNAL_NONE) {
            said.unknown = true;
        } else if (said.signal == SIGNAL_NONE || said.signal == signal) {
            said.signal = signal;
        } else {
            said.signal = SIGNAL_MIXED;
        }
    }
    return said;
}

bool evidence_knows_words(struct view lang)
{
    int language = catalogue_find_language(lang);
    bool on = false;
    bool off = false;
    for (size_t i = 0; i < catalogue_word_count; i++) {
        const struct word *word = &catalogue_words[i];
        bool seen = word->language == language && word->strength == STRENGTH_SEEN;
        on = on || (seen && word->on);
        off = off || (seen && !word->on);
    }
    return on && off;
}

static void value_add(struct value *value, enum signal signal, uint64_t reason)
{
    if (signal == SIGNAL_NONE) {
        return;
    }
    value->reasons |= reason;
    if (signal == SIGNAL_MIXED) {
        value->conflict = true;
        value->reasons |= REASON_BIT(MIXED);
    } else if (value->signal == SIGNAL_NONE) {
        value->signal = signal;
    } else if (value->signal != signal) {
        value->conflict = true;
        value->reasons |= REASON_BIT(STATE_CONFLICT);
    }
}

static void value_hear(struct value *value, const struct control *control, struct view lang)
{
    struct said said = evidence_words(control->word, lang, false, false);
    if (value->signal == SIGNAL_NONE) {
        return;
    }
    /* The word may be all that the switch is called by. */
    if (said.signal == SIGNAL_NONE) {
        said.signal = evidence_words(control->name, lang, false, false).signal;
    }
    if (said.signal == SIGNAL_ON || said.signal == SIGNAL_OFF) {
        bool agrees = said.signal == value->signal;
        value->reasons |= agrees ? REASON_BIT(WORD) : REASON_BIT(WORD_CONFLICT);
        value->conflict = value->conflict || !agrees;
    } else if (said.signal == SIGNAL_NONE && said.unknown && control->disabled &&
               evidence_knows_words(lang)) {
        /* A switch that cannot be used yet, beside a word such as "Loading". */
        value->reasons |= REASON_BIT(UNKNOWN_WORD);
        value->conflict = true;
    }
}

struct value evidence_value(const struct control *control, struct view lang)
{
    struct value value = {SIGNAL_NONE, 0, false};
    if (is_radio(control)) {
        return value;
    }
    value_add(&value, control->checked, REASON_BIT(NATIVE_CHECKED));
    value_add(&value, control->aria_checked, REASON_BIT(ARIA_CHECKED));
    value_add(&value, control->pressed, REASON_BIT(ARIA_PRESSED));
    value_hear(&value, control, lang);
    return value;
}

enum match evidence_match(struct view text, int setting)
{
    char folded[FOLDED_MAX];
    size_t len = 0;
    size_t count = 0;
    if (text.len == 0) {
        return MATCH_EMPTY;
    }
    if (!text_fold(text, folded, sizeof folded, &len)) {
        return MATCH_UNKNOWN;
    }
    if (len == 0) {
        return MATCH_EMPTY;
    }
    const struct label *labels = catalogue_find_labels((struct view){folded, len}, &count);
    enum match match = MATCH_UNKNOWN;
    for (size_t i = 0; i < count; i++) {
        if (labels[i].setting != setting || labels[i].kind == LABEL_NOT) {
            return MATCH_OTHER;
        }
        if (labels[i].strength == STRENGTH_SEEN) {
            match = MATCH_SEEN;
        } else if (match == MATCH_UNKNOWN) {
            match = MATCH_WEAK;
        }
    }
    return match;
}

static bool knows_toggle(int setting, int language)
{
    for (size_t i = 0; i < catalogue_label_count; i++) {
        const struct label *label = &catalogue_labels[i];
        if (label->setting == setting && label->language == language &&
            label->kind == LABEL_TOGGLE && label->strength == STRENGTH_SEEN) {
            return true;
        }
    }
    return false;
}

bool evidence_knows_toggle(int setting, const struct page *page)
{
    char folded[FOLDED_MAX];
    size_t len = 0;
    size_t count = 0;
    if (knows_toggle(setting, catalogue_find_language(page->lang))) {
        return true;
    }
    if (!text_fold(page->heading, folded, sizeof folded, &len)) {
        return false;
    }
    const struct label *labels = catalogue_find_labels((struct view){folded, len}, &count);
    for (size_t i = 0; i < count; i++) {
        if (knows_toggle(setting, labels[i].language)) {
            return true;
        }
    }
    return false;
}

/* What is longer beside a label is a description of it, not another name. */
#define OTHER_NAME_MAX 64

static bool is_foreign(struct view side, int setting, struct view lang)
{
    struct view word;
    size_t at = 0;
    if (side.len > OTHER_NAME_MAX || !text_next_word(side, &at, &word)) {
        return false;
    }
    enum match match = evidence_match(side, setting);
    return match != MATCH_SEEN && match != MATCH_WEAK &&
           evidence_words(side, lang, false, false).signal == SIGNAL_NONE;
}

static struct view trim(struct view text)
{
    while (text.len > 0 && text.data[0] == ' ') {
        text = (struct view){text.data + 1, text.len - 1};
    }
    while (text.len > 0 && text.data[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

/* The longest of the setting's seen labels inside folded text; NULL if there is none. */
static const char *find_label(const char *folded, int setting, size_t *ret_len)
{
    const char *found = NULL;
    *ret_len = 0;
    for (size_t i = 0; i < catalogue_label_count; i++) {
        const struct label *label = &catalogue_labels[i];
        if (label->setting != setting || label->kind == LABEL_NOT ||
            label->strength != STRENGTH_SEEN || strlen(label->folded) <= *ret_len) {
            continue;
        }
        const char *at = strstr(folded, label->folded);
        if (at) {
            found = at;
            *ret_len = strlen(label->folded);
        }
    }
    return found;
}

bool evidence_names_part(const struct control *control, int setting, struct view lang)
{
    char folded[FOLDED_MAX];
    size_t len = 0;
    size_t label_len = 0;
    bool pressed_only = control->pressed != SIGNAL_NONE && control->checked == SIGNAL_NONE &&
                        control->aria_checked == SIGNAL_NONE;
    if (!text_fold(control->name, folded, sizeof folded, &len)) {
        return false;
    }
    const char *label = find_label(folded, setting, &label_len);
    struct view before = {folded, label ? (size_t)(label - folded) : len};
    struct view after = {folded + len, 0};
    if (label) {
        after = (struct view){label + label_len, len - before.len - label_len};
    }
    before = trim(before);
    after = trim(after);
    if (pressed_only && (evidence_words(before, lang, false, false).signal != SIGNAL_NONE ||
                         evidence_words(after, lang, false, false).signal != SIGNAL_NONE)) {
        return true;
    }
    return label && (is_foreign(before, setting, lang) || is_foreign(after, setting, lang));
}
