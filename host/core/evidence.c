#include "core/evidence.h"

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
    return control->checked != SIGNAL_NONE || control->aria_checked != SIGNAL_NONE ||
           control->pressed != SIGNAL_NONE;
}

/* What the word beside a control says in any language we know; the page's own comes first. */
enum signal evidence_word(struct view text, struct view lang, bool page_language_only,
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

struct value evidence_value(const struct control *control, struct view lang)
{
    struct value value = {SIGNAL_NONE, 0, false};
    if (is_radio(control)) {
        return value;
    }
    value_add(&value, control->checked, REASON_BIT(NATIVE_CHECKED));
    value_add(&value, control->aria_checked, REASON_BIT(ARIA_CHECKED));
    value_add(&value, control->pressed, REASON_BIT(ARIA_PRESSED));
    enum signal word = evidence_word(control->word, lang, false, false);
    if (value.signal != SIGNAL_NONE && word != SIGNAL_NONE) {
        bool agrees = word == value.signal;
        value.reasons |= agrees ? REASON_BIT(WORD) : REASON_BIT(WORD_CONFLICT);
        value.conflict = value.conflict || !agrees;
    }
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
