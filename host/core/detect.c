#include "core/detect.h"

#include "catalogue/catalogue.h"
#include "core/evidence.h"

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

/*
 * Copies under the same name that bear no key are a signal too. Beside a key only drawn ones are:
 * what is not a part of the page may be a picture of the switch in a post.
 */
static void merge_namesakes(struct value *all, bool *restored, const struct page *page,
                            const struct reading *reading, bool visible)
{
    const struct control *shown = reading->control;
    for (size_t i = 0; i < page->control_count; i++) {
        const struct control *control = &page->controls[i];
        enum owner owner = evidence_owner(control, reading->setting);
        bool told = owner == OWNER_OURS || owner == OWNER_BOTH;
        if (control != shown && !told && control->visible == visible && control->name.len > 0 &&
            view_equal(control->name, shown->name)) {
            *restored = *restored || control->default_checked == SIGNAL_ON;
            merge_copy(all, evidence_value(control, page->lang));
        }
    }
}

/* Rows that link to the setting on a page that also holds its switch may contradict it. */
static void merge_rows(struct value *all, const struct page *page, const struct setting *setting)
{
    for (size_t i = 0; i < page->row_count; i++) {
        const struct row *row = &page->rows[i];
        if (!page_path_in(row->path, setting->pages, setting->page_count)) {
            continue;
        }
        struct said said = evidence_words(row->word, page->lang, true, true);
        bool tells = !said.unknown && (said.signal == SIGNAL_ON || said.signal == SIGNAL_OFF);
        if (tells && all->signal != SIGNAL_NONE && said.signal != all->signal) {
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

/* All controls that bear the setting's key, taken together. */
struct keyed {
    struct value value;
    bool found;
    bool restored; /* one of them was on when the page was made */
};

static void add_keyed(struct reading *reading, const struct page *page,
                      const struct control *control, struct keyed *all)
{
    enum owner owner = evidence_owner(control, reading->setting);
    if (owner != OWNER_OURS && owner != OWNER_BOTH) {
        return;
    }
    struct value value = evidence_value(control, page->lang);
    if (owner == OWNER_BOTH || evidence_match(control->name, reading->setting) == MATCH_OTHER) {
        value.conflict = true;
        value.reasons |= REASON_BIT(OTHER_SETTING);
    } else if (evidence_names_part(control, reading->setting, page->lang)) {
        value.conflict = true;
        value.reasons |= REASON_BIT(UNKNOWN_LABEL);
    }
    if (control->visible && !reading->control) {
        take_control(reading, control);
    }
    if (all->value.signal == SIGNAL_NONE) {
        value.conflict = value.conflict || all->value.conflict;
        value.reasons |= all->value.reasons;
        all->value = value;
    } else {
        merge_copy(&all->value, value);
    }
    all->found = true;
    all->restored = all->restored || control->default_checked == SIGNAL_ON;
}

/* True if the page holds a control that bears the setting's key: then nothing else is asked. */
static bool read_keyed(struct reading *reading, const struct page *page, bool own_page)
{
    struct keyed all = {.found = false};
    for (size_t i = 0; i < page->control_count; i++) {
        add_keyed(reading, page, &page->controls[i], &all);
    }
    if (!all.found) {
        return false;
    }
    reading->reasons |= REASON_BIT(KEY) | (own_page ? REASON_BIT(ADDRESS) : 0);
    if (reading->control) {
        merge_namesakes(&all.value, &all.restored, page, reading, true);
    }
    reading->confirmable = own_page && !all.restored;
    if (page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NOT_STEADY));
    } else if (!reading->control) {
        give(reading, READING_UNCLEAR, REASON_BIT(HIDDEN));
    } else if (!evidence_has_state(reading->control)) {
        give(reading, READING_UNCLEAR, REASON_BIT(NO_STATE));
    } else {
        merge_rows(&all.value, page, &catalogue_settings[reading->setting]);
        give_value(reading, page, all.value);
    }
    return true;
}

/* The reasons for and against the only switch of the page being ours. True if it is proven. */
static bool identify_by_label(struct reading *reading, const struct page *page,
                              const struct control *control)
{
    enum match name = evidence_match(control->name, reading->setting);
    enum match heading = evidence_match(page->heading, reading->setting);
    if (name == MATCH_OTHER || heading == MATCH_OTHER) {
        reading->reasons |= REASON_BIT(OTHER_SETTING);
        return false;
    }
    if (name == MATCH_SEEN) {
        reading->reasons |= REASON_BIT(LABEL);
        return true;
    }
    /* Under our heading a switch of another name is ours only where its name is not known to us. */
    bool misnamed = name == MATCH_UNKNOWN && evidence_knows_toggle(reading->setting, page);
    if (heading == MATCH_SEEN && !misnamed) {
        reading->reasons |= REASON_BIT(HEADING);
        return true;
    }
    bool weak = name == MATCH_WEAK || heading == MATCH_WEAK;
    reading->reasons |= weak && !misnamed ? REASON_BIT(WEAK_LABEL) : REASON_BIT(UNKNOWN_LABEL);
    return false;
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
    struct value value = evidence_value(control, page->lang);
    struct said said = evidence_words(control->word, page->lang, false, false);
    /* Where the words are known, another one beside the switch makes an "off" doubtful. */
    if (value.signal == SIGNAL_OFF && said.signal == SIGNAL_NONE && said.unknown &&
        evidence_knows_words(page->lang)) {
        value.conflict = true;
        value.reasons |= REASON_BIT(UNKNOWN_WORD);
    }
    merge_namesakes(&value, &restored, page, reading, false);
    merge_rows(&value, page, &catalogue_settings[reading->setting]);
    reading->confirmable = !restored;
    give_value(reading, page, value);
}

/* The visible controls that could be the setting's switch, and those that are another's. */
struct candidates {
    const struct control *last;
    size_t count;
    size_t others;
};

static struct candidates find_candidates(const struct page *page, int setting)
{
    struct candidates found = {.count = 0};
    for (size_t i = 0; i < page->control_count; i++) {
        const struct control *control = &page->controls[i];
        if (!control->visible || !(evidence_has_state(control) || control->role.len > 0)) {
            continue;
        }
        if (evidence_owner(control, setting) == OWNER_OTHER) {
            found.others++;
        } else {
            found.count++;
            found.last = control;
        }
    }
    return found;
}

/* Nothing could be it: that is a finding only when the page has had its time and is told whole. */
static void read_nothing(struct reading *reading, const struct page *page, uint64_t other)
{
    if (page->waited_ms < PAGE_WAITED_MS) {
        give(reading, READING_LOADING, REASON_BIT(NO_CONTROL) | other);
    } else if (page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NO_CONTROL) | REASON_BIT(NOT_STEADY) | other);
    } else if (page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED) | other);
    } else {
        give(reading, READING_NOT_SHOWN, REASON_BIT(ADDRESS) | REASON_BIT(NO_CONTROL) | other);
    }
}

/* The setting's own page without its key: only a single switch under a known label will do. */
static void read_own_page(struct reading *reading, const struct page *page)
{
    struct candidates found = find_candidates(page, reading->setting);
    uint64_t other = found.others > 0 ? REASON_BIT(OTHER_SETTING) : 0;
    if (found.count == 0) {
        read_nothing(reading, page, other);
    } else if (page->steady_ms < PAGE_STEADY_MS) {
        give(reading, READING_LOADING, REASON_BIT(NOT_STEADY));
    } else if (found.count > 1 || found.others > 0) {
        give(reading, READING_UNCLEAR, REASON_BIT(SEVERAL_SWITCHES) | other);
    } else {
        read_only_switch(reading, page, found.last);
    }
}

static void read_row(struct reading *reading, const struct page *page, const struct row *row,
                     enum signal *seen)
{
    struct said said = evidence_words(row->word, page->lang, true, true);
    reading->reasons |= REASON_BIT(ROW_LINK);
    if (reading->ref < 0) {
        reading->ref = row->ref;
    }
    if (evidence_match(row->name, reading->setting) == MATCH_OTHER) {
        give(reading, READING_UNCLEAR, REASON_BIT(OTHER_SETTING));
    } else if (said.signal == SIGNAL_MIXED) {
        give(reading, READING_UNCLEAR, REASON_BIT(SEVERAL_WORDS));
    } else if (said.signal == SIGNAL_NONE || said.unknown) {
        give(reading, READING_UNCLEAR, REASON_BIT(UNKNOWN_WORD));
    } else if (*seen != SIGNAL_NONE && *seen != said.signal) {
        give(reading, READING_UNCLEAR, REASON_BIT(ROW_CONFLICT));
    } else if (page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED));
    } else if (reading->state != READING_UNCLEAR) {
        give(reading, said.signal == SIGNAL_ON ? READING_ON : READING_OFF, REASON_BIT(ROW_WORD));
    }
    *seen = *seen == SIGNAL_NONE ? said.signal : *seen;
}

/*
 * The pages that list the setting: its rows tell its value. On any other page a word beside a link
 * may be a tip, or what the value was once.
 */
static void read_rows(struct reading *reading, const struct page *page)
{
    const struct setting *setting = &catalogue_settings[reading->setting];
    enum signal seen = SIGNAL_NONE;
    if (!page_path_in(page->path, setting->listed_on, setting->listed_on_count)) {
        return;
    }
    for (size_t i = 0; i < page->row_count; i++) {
        const struct row *row = &page->rows[i];
        if (page_path_in(row->path, setting->pages, setting->page_count)) {
            read_row(reading, page, row, &seen);
        }
    }
    if (reading->state == READING_ELSEWHERE && page->truncated) {
        give(reading, READING_UNCLEAR, REASON_BIT(TRUNCATED));
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
    /* Addresses that guides pass around: the reading stays what it is, and the person learns why.
     */
    if (page_path_in(page->path, known->wrong_pages, known->wrong_page_count)) {
        ret->reasons |= REASON_BIT(WRONG_ADDRESS);
    }
}
