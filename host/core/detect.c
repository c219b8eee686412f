#include "core/detect.h"

#include "catalogue/catalogue.h"

/* Folding may lengthen a name; one that does not fit equals no label we know. */
#define FOLDED_MAX 2048

/* Whose control this is, by its language-independent keys. */
enum owner { OWNER_NOBODY, OWNER_OURS, OWNER_OTHER, OWNER_BOTH };

/* What a text known to the catalogue says of identity. */
enum match { MATCH_UNKNOWN, MATCH_EMPTY, MATCH_WEAK, MATCH_SEEN, MATCH_OTHER };

struct value {
    enum signal signal; /* SIGNAL_NONE: it has no state */
    uint64_t reasons;
    bool conflict;
};

const char *detect_state_name(enum reading_state state)
{
    static const char *const names[] = {[READING_ELSEWHERE] = "elsewhere",
                                        [READING_ON] = "on",
                                        [READING_OFF] = "off",
                                        [READING_LOADING] = "loading",
                                        [READING_UNCLEAR] = "unclear",
                                        [READING_NOT_SHOWN] = "not_shown",
                                        [READING_SIGNED_OUT] = "signed_out"};
    return names[state];
}

const char *detect_reason_name(enum reason reason)
{
    static const char *const names[] = {
#define REASON_NAME(symbol, name) name,
        REASON_TABLE(REASON_NAME)
#undef REASON_NAME
    };
    return names[reason];
}

static enum owner control_owner(const struct control *control, int setting)
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

static bool has_state(const struct control *control)
{
    return control->checked != SIGNAL_NONE || control->aria_checked != SIGNAL_NONE ||
           control->pressed != SIGNAL_NONE;
}

/* What the word beside a control says in any language we know; the page's own comes first. */
static enum signal word_signal(struct view text, struct view lang, bool page_language_only,
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

static struct value control_value(const struct control *control, struct view lang)
{
    struct value value = {SIGNAL_NONE, 0, false};
    if (is_radio(control)) {
        return value;
    }
    value_add(&value, control->checked, REASON_BIT(NATIVE_CHECKED));
    value_add(&value, control->aria_checked, REASON_BIT(ARIA_CHECKED));
    value_add(&value, control->pressed, REASON_BIT(ARIA_PRESSED));
    enum signal word = word_signal(control->word, lang, false, false);
    if (value.signal != SIGNAL_NONE && word != SIGNAL_NONE) {
        bool agrees = word == value.signal;
        value.reasons |= agrees ? REASON_BIT(WORD) : REASON_BIT(WORD_CONFLICT);
        value.conflict = value.conflict || !agrees;
    }
    return value;
}

static enum match match_label(struct view text, int setting)
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

/* Whether LinkedIn's own name for the switch is known in the page's language. */
static bool toggle_is_known(int setting, struct view lang)
{
    int language = catalogue_find_language(lang);
    for (size_t i = 0; i < catalogue_label_count; i++) {
        const struct label *label = &catalogue_labels[i];
        if (label->setting == setting && label->language == language &&
            label->kind == LABEL_TOGGLE && label->strength == STRENGTH_SEEN) {
            return true;
        }
    }
    return false;
}

static void give(struct reading *reading, enum reading_state state, uint64_t reasons)
{
    reading->state = state;
    reading->reasons |= reasons;
}

static void give_value(struct reading *reading, const struct page *page, struct value value)
{
    reading->reasons |= value.reasons;
    if (value.conflict) {
        give(reading, READING_UNCLEAR, 0);
    } else if (value.signal == SIGNAL_NONE) {
        give(reading, READING_UNCLEAR, REASON_BIT(NO_STATE));
    } else if (page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED));
    } else {
        give(reading, value.signal == SIGNAL_ON ? READING_ON : READING_OFF, 0);
    }
}

/* A switch and its copies, hidden ones too, have to say the same. */
static void merge_copy(struct value *all, struct value copy)
{
    all->reasons |= copy.reasons;
    all->conflict = all->conflict || copy.conflict;
    if (copy.signal == SIGNAL_NONE || all->signal == SIGNAL_NONE) {
        return;
    }
    bool agrees = copy.signal == all->signal;
    all->reasons |= agrees ? REASON_BIT(COPY) : REASON_BIT(COPY_CONFLICT);
    all->conflict = all->conflict || !agrees;
}

/* Rows that link to the setting on a page that also holds its switch may contradict it. */
static void merge_rows(struct value *all, const struct page *page, const struct setting *setting)
{
    for (size_t i = 0; i < page->row_count; i++) {
        const struct row *row = &page->rows[i];
        enum signal word = word_signal(row->word, page->lang, true, true);
        if (word != SIGNAL_NONE && all->signal != SIGNAL_NONE && word != all->signal &&
            page_path_in(row->path, setting->pages, setting->page_count)) {
            all->reasons |= REASON_BIT(ROW_CONFLICT);
            all->conflict = true;
        }
    }
}

static void take_control(struct reading *reading, const struct control *control)
{
    reading->control = control;
    reading->ref = control->ref;
    reading->locked = control->disabled;
    reading->reasons |= control->disabled ? REASON_BIT(LOCKED) : 0;
}

/* True if the page holds a control that bears the setting's key: then nothing else is asked. */
static bool read_keyed(struct reading *reading, const struct page *page, bool own_page)
{
    struct value all = {SIGNAL_NONE, 0, false};
    bool restored = false;
    bool found = false;
    for (size_t i = 0; i < page->control_count; i++) {
        const struct control *control = &page->controls[i];
        enum owner owner = control_owner(control, reading->setting);
        if (owner != OWNER_OURS && owner != OWNER_BOTH) {
            continue;
        }
        found = true;
        restored = restored || control->default_checked == SIGNAL_ON;
        struct value value = control_value(control, page->lang);
        if (owner == OWNER_BOTH || match_label(control->name, reading->setting) == MATCH_OTHER) {
            value.conflict = true;
            value.reasons |= REASON_BIT(OTHER_SETTING);
        }
        if (control->visible && !reading->control) {
            take_control(reading, control);
        }
        if (all.signal == SIGNAL_NONE) {
            all.signal = value.signal;
            all.conflict = all.conflict || value.conflict;
            all.reasons |= value.reasons;
        } else {
            merge_copy(&all, value);
        }
    }
    if (!found) {
        return false;
    }
    reading->reasons |= REASON_BIT(KEY) | (own_page ? REASON_BIT(ADDRESS) : 0);
    reading->confirmable = own_page && !restored;
    if (page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NOT_STEADY));
    } else if (!reading->control) {
        give(reading, READING_UNCLEAR, REASON_BIT(HIDDEN));
    } else if (!has_state(reading->control)) {
        give(reading, READING_UNCLEAR, REASON_BIT(NO_STATE));
    } else {
        merge_rows(&all, page, &catalogue_settings[reading->setting]);
        give_value(reading, page, all);
    }
    return true;
}

/* The reasons for and against the only switch of the page being ours. True if it is proven. */
static bool identify_by_label(struct reading *reading, const struct page *page,
                              const struct control *control)
{
    enum match name = match_label(control->name, reading->setting);
    enum match heading = match_label(page->heading, reading->setting);
    if (name == MATCH_OTHER || heading == MATCH_OTHER) {
        reading->reasons |= REASON_BIT(OTHER_SETTING);
        return false;
    }
    if (name == MATCH_SEEN) {
        reading->reasons |= REASON_BIT(LABEL);
        return true;
    }
    /* Under our heading a switch of another name is ours only where its name is not known to us. */
    bool misnamed = name == MATCH_UNKNOWN && toggle_is_known(reading->setting, page->lang);
    if (heading == MATCH_SEEN && !misnamed) {
        reading->reasons |= REASON_BIT(HEADING);
        return true;
    }
    bool weak = name == MATCH_WEAK || heading == MATCH_WEAK;
    reading->reasons |= weak && !misnamed ? REASON_BIT(WEAK_LABEL) : REASON_BIT(UNKNOWN_LABEL);
    return false;
}

/* Hidden copies under the same name are a signal too. */
static void merge_namesakes(struct value *all, bool *restored, const struct page *page,
                            const struct control *only)
{
    for (size_t i = 0; i < page->control_count; i++) {
        const struct control *control = &page->controls[i];
        if (control != only && !control->visible && control->name.len > 0 &&
            view_equal(control->name, only->name)) {
            *restored = *restored || control->default_checked == SIGNAL_ON;
            merge_copy(all, control_value(control, page->lang));
        }
    }
}

static void read_only_switch(struct reading *reading, const struct page *page,
                             const struct control *control)
{
    bool restored = control->default_checked == SIGNAL_ON;
    take_control(reading, control);
    reading->reasons |= REASON_BIT(ADDRESS) | REASON_BIT(ONLY_SWITCH);
    if (!identify_by_label(reading, page, control)) {
        give(reading, READING_UNCLEAR, 0);
        return;
    }
    struct value value = control_value(control, page->lang);
    merge_namesakes(&value, &restored, page, control);
    merge_rows(&value, page, &catalogue_settings[reading->setting]);
    reading->confirmable = !restored;
    give_value(reading, page, value);
}

/* The setting's own page without its key: only a single switch under a known label will do. */
static void read_own_page(struct reading *reading, const struct page *page)
{
    const struct control *only = NULL;
    size_t candidates = 0;
    size_t others = 0;
    for (size_t i = 0; i < page->control_count; i++) {
        const struct control *control = &page->controls[i];
        if (!control->visible || !(has_state(control) || control->role.len > 0)) {
            continue;
        }
        if (control_owner(control, reading->setting) == OWNER_OTHER) {
            others++;
        } else {
            candidates++;
            only = control;
        }
    }
    uint64_t other = others > 0 ? REASON_BIT(OTHER_SETTING) : 0;
    if (candidates == 0 && page->waited_ms < PAGE_WAITED_MS) {
        give(reading, READING_LOADING, REASON_BIT(NO_CONTROL) | other);
    } else if (candidates == 0 && page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED) | other);
    } else if (candidates == 0) {
        give(reading, READING_NOT_SHOWN, REASON_BIT(ADDRESS) | REASON_BIT(NO_CONTROL) | other);
    } else if (page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NOT_STEADY));
    } else if (candidates > 1 || others > 0) {
        give(reading, READING_UNCLEAR, REASON_BIT(SEVERAL_SWITCHES) | other);
    } else {
        read_only_switch(reading, page, only);
    }
}

static void read_row(struct reading *reading, const struct page *page, const struct row *row,
                     enum signal *seen)
{
    enum signal word = word_signal(row->word, page->lang, true, true);
    reading->reasons |= REASON_BIT(ROW_LINK);
    if (reading->ref < 0) {
        reading->ref = row->ref;
    }
    if (match_label(row->name, reading->setting) == MATCH_OTHER) {
        give(reading, READING_UNCLEAR, REASON_BIT(OTHER_SETTING));
    } else if (word == SIGNAL_NONE) {
        give(reading, READING_UNCLEAR, REASON_BIT(UNKNOWN_WORD));
    } else if (*seen != SIGNAL_NONE && *seen != word) {
        give(reading, READING_UNCLEAR, REASON_BIT(ROW_CONFLICT));
    } else if (page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED));
    } else if (reading->state != READING_UNCLEAR) {
        give(reading, word == SIGNAL_ON ? READING_ON : READING_OFF, REASON_BIT(ROW_WORD));
    }
    *seen = *seen == SIGNAL_NONE ? word : *seen;
}

/* Another page: rows that link to the setting's page and tell its value. */
static void read_rows(struct reading *reading, const struct page *page)
{
    const struct setting *setting = &catalogue_settings[reading->setting];
    bool listed = page_path_in(page->path, setting->listed_on, setting->listed_on_count);
    enum signal seen = SIGNAL_NONE;
    for (size_t i = 0; i < page->row_count; i++) {
        const struct row *row = &page->rows[i];
        /* A mere link without a value says nothing, but on the page that lists the setting. */
        if (page_path_in(row->path, setting->pages, setting->page_count) &&
            (row->word.len > 0 || listed)) {
            read_row(reading, page, row, &seen);
        }
    }
    if (reading->state != READING_ELSEWHERE && page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NOT_STEADY));
    }
}

static void read_wall(struct reading *reading, const struct page *page)
{
    const struct setting *setting = &catalogue_settings[reading->setting];
    if (page_path_in(page->wanted, setting->pages, setting->page_count) ||
        page_path_in(page->wanted, setting->listed_on, setting->listed_on_count)) {
        give(reading, READING_SIGNED_OUT, REASON_BIT(WALL));
    }
}

void detect_page(const struct page *page, int setting, struct reading *ret)
{
    const struct setting *known = &catalogue_settings[setting];
    *ret = (struct reading){.setting = setting, .state = READING_ELSEWHERE, .ref = -1};
    if (catalogue_is_wall(page->path)) {
        read_wall(ret, page);
        return;
    }
    bool own_page = page_path_in(page->path, known->pages, known->page_count);
    if (read_keyed(ret, page, own_page)) {
        return;
    }
    if (own_page) {
        read_own_page(ret, page);
        return;
    }
    read_rows(ret, page);
    /* Addresses that guides pass around: the reading stays what it is, and the person learns why. */
    if (page_path_in(page->path, known->wrong_pages, known->wrong_page_count)) {
        ret->reasons |= REASON_BIT(WRONG_ADDRESS);
    }
}
