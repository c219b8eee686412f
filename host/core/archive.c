#include "core/archive.h"

#include <string.h>

#include "core/detect.h"
#include "core/page.h"
#include "core/remind.h"
#include "core/standing.h"

#define NAMES(function, type, last, name)                                                          \
    static const char *function(int index)                                                         \
    {                                                                                              \
        return index <= (last) ? name((type)index) : NULL;                                         \
    }

NAMES(family_at, enum family, FAMILY_FIREFOX, page_family_name)
NAMES(reading_at, enum reading_state, READING_SIGNED_OUT, detect_state_name)
NAMES(load_at, enum load, LOAD_FRESH, page_load_name)
NAMES(touched_at, enum touched, TOUCHED_UNKNOWN, page_touched_name)
NAMES(standing_at, enum standing_state, STANDING_OFF_CONFIRMED, standing_name)
NAMES(intent_at, enum intent, INTENT_UNDECIDED, standing_intent_name)
NAMES(cause_at, enum cause, CAUSE_RULES_CHANGED, standing_cause_name)
NAMES(remind_kind_at, enum remind_kind, REMIND_CUSTOM, remind_kind_name)
NAMES(remind_rule_at, enum remind_rule, RULE_QUARTERLY, remind_rule_name)

static const struct archive_column accounts[] = {
    {"account", ARCHIVE_NUMBER, NULL},     {"name", ARCHIVE_NAME, NULL},
    {"intent", ARCHIVE_CHOICE, intent_at}, {"separate", ARCHIVE_NUMBER, NULL},
    {"created", ARCHIVE_TIME, NULL},
};

static const struct archive_column instances[] = {
    {"instance", ARCHIVE_UUID, NULL},      {"account", ARCHIVE_NUMBER, NULL},
    {"family", ARCHIVE_CHOICE, family_at}, {"first_seen", ARCHIVE_TIME, NULL},
    {"last_seen", ARCHIVE_TIME, NULL},
};

static const struct archive_column readings[] = {
    {"account", ARCHIVE_NUMBER, NULL},     {"instance", ARCHIVE_UUID, NULL},
    {"family", ARCHIVE_CHOICE, family_at}, {"setting", ARCHIVE_SLUG, NULL},
    {"state", ARCHIVE_CHOICE, reading_at}, {"locked", ARCHIVE_FLAG, NULL},
    {"load", ARCHIVE_CHOICE, load_at},     {"touched", ARCHIVE_CHOICE, touched_at},
    {"rules", ARCHIVE_NUMBER, NULL},       {"catalogue", ARCHIVE_NUMBER, NULL},
    {"wording", ARCHIVE_HASH, NULL},       {"first_seen", ARCHIVE_TIME, NULL},
    {"last_seen", ARCHIVE_TIME, NULL},     {"count", ARCHIVE_NUMBER, NULL},
};

static const struct archive_column changes[] = {
    {"account", ARCHIVE_NUMBER, NULL},
    {"setting", ARCHIVE_SLUG, NULL},
    {"from", ARCHIVE_CHOICE, standing_at},
    {"to", ARCHIVE_CHOICE, standing_at},
    {"at", ARCHIVE_TIME, NULL},
};

static const struct archive_column standings[] = {
    {"account", ARCHIVE_NUMBER, NULL},
    {"setting", ARCHIVE_SLUG, NULL},
    {"state", ARCHIVE_CHOICE, standing_at},
    {"cause", ARCHIVE_CHOICE, cause_at},
    {"rules", ARCHIVE_NUMBER, NULL},
    {"since", ARCHIVE_TIME, NULL},
    {"last_seen", ARCHIVE_TIME, NULL},
    {"confirmed_at", ARCHIVE_TIME, NULL},
    {"last_on", ARCHIVE_TIME, NULL},
    {"wording", ARCHIVE_HASH, NULL},
    {"wording_changed_at", ARCHIVE_TIME, NULL},
};

static const struct archive_column reminders[] = {
    {"account", ARCHIVE_NUMBER, NULL},
    {"setting", ARCHIVE_SLUG, NULL},
    {"kind", ARCHIVE_CHOICE, remind_kind_at},
    {"rule", ARCHIVE_CHOICE, remind_rule_at},
    {"anchor", ARCHIVE_SECONDS, NULL},
    {"after", ARCHIVE_SECONDS, NULL},
    {"created", ARCHIVE_SECONDS, NULL},
    {"ended", ARCHIVE_SECONDS, NULL},
    {"name", ARCHIVE_NAME, NULL},
    {"id", ARCHIVE_NUMBER, NULL},
    {"skipped", ARCHIVE_NUMBER, NULL},
};

/* What tells a reminder from others, wherever the history is read: its number is this file's only.
 */
#define OF_REMINDER                                                                                \
    {"account", ARCHIVE_NUMBER, NULL}, {"setting", ARCHIVE_SLUG, NULL},                            \
        {"kind", ARCHIVE_CHOICE, remind_kind_at}, {"rule", ARCHIVE_CHOICE, remind_rule_at},        \
        {"anchor", ARCHIVE_SECONDS, NULL}, {"created", ARCHIVE_SECONDS, NULL},                     \
        {"reminder", ARCHIVE_NUMBER, NULL}, {"number", ARCHIVE_NUMBER, NULL},                      \
    {                                                                                              \
        "due", ARCHIVE_SECONDS, NULL                                                               \
    }

static const struct archive_column deliveries[] = {
    OF_REMINDER,
    {"at", ARCHIVE_SECONDS, NULL},
    {"carrier", ARCHIVE_SLUG, NULL},
};

static const struct archive_column outcomes[] = {
    OF_REMINDER,
    {"shown", ARCHIVE_SECONDS, NULL},
    {"settled", ARCHIVE_SECONDS, NULL},
    {"snoozed_until", ARCHIVE_SECONDS, NULL},
    {"snoozed", ARCHIVE_SECONDS, NULL},
};

static const struct archive_column ticks[] = {
    {"account", ARCHIVE_NUMBER, NULL},
    {"exit", ARCHIVE_SLUG, NULL},
    {"at", ARCHIVE_TIME, NULL},
};

static const struct archive_column drifts[] = {
    {"account", ARCHIVE_NUMBER, NULL}, {"setting", ARCHIVE_SLUG, NULL}, {"lang", ARCHIVE_TAG, NULL},
    {"from", ARCHIVE_HASH, NULL},      {"to", ARCHIVE_HASH, NULL},      {"at", ARCHIVE_TIME, NULL},
};

static const struct archive_column wordings[] = {
    {"wording", ARCHIVE_HASH, NULL},     {"setting", ARCHIVE_SLUG, NULL},
    {"lang", ARCHIVE_TAG, NULL},         {"first_seen", ARCHIVE_TIME, NULL},
    {"sealed", ARCHIVE_FLAG, NULL},      {"name", ARCHIVE_TEXT, NULL},
    {"description", ARCHIVE_TEXT, NULL},
};

static const struct archive_column wordings_seen[] = {
    {"account", ARCHIVE_NUMBER, NULL},  {"setting", ARCHIVE_SLUG, NULL},
    {"lang", ARCHIVE_TAG, NULL},        {"wording", ARCHIVE_HASH, NULL},
    {"first_seen", ARCHIVE_TIME, NULL}, {"last_seen", ARCHIVE_TIME, NULL},
};

static const struct archive_column preferences[] = {
    {"name", ARCHIVE_SLUG, NULL},
    {"value", ARCHIVE_NAME, NULL},
};

static const struct archive_column notes[] = {
    {"account", ARCHIVE_NUMBER, NULL}, {"subject", ARCHIVE_NAME, NULL},
    {"made", ARCHIVE_TIME, NULL},      {"sealed", ARCHIVE_FLAG, NULL},
    {"text", ARCHIVE_NOTE, NULL},
};

static const struct archive_column unread[] = {
    {"account", ARCHIVE_NUMBER, NULL}, {"setting", ARCHIVE_SLUG, NULL},
    {"days", ARCHIVE_NUMBER, NULL},    {"last_day", ARCHIVE_NUMBER, NULL},
    {"raised_at", ARCHIVE_TIME, NULL},
};

#define SHAPE(name, columns)                                                                       \
    {                                                                                              \
        name, columns, sizeof(columns) / sizeof((columns)[0])                                      \
    }

static const struct archive_shape shapes[ARCHIVE_SECTION_COUNT] = {
    [ARCHIVE_ACCOUNTS] = SHAPE("accounts", accounts),
    [ARCHIVE_INSTANCES] = SHAPE("instances", instances),
    [ARCHIVE_READINGS] = SHAPE("readings", readings),
    [ARCHIVE_CHANGES] = SHAPE("changes", changes),
    [ARCHIVE_STANDINGS] = SHAPE("standings", standings),
    [ARCHIVE_REMINDERS] = SHAPE("reminders", reminders),
    [ARCHIVE_DELIVERIES] = SHAPE("deliveries", deliveries),
    [ARCHIVE_TICKS] = SHAPE("ticks", ticks),
    [ARCHIVE_DRIFTS] = SHAPE("drifts", drifts),
    [ARCHIVE_WORDINGS] = SHAPE("wordings", wordings),
    [ARCHIVE_WORDINGS_SEEN] = SHAPE("wordings_seen", wordings_seen),
    [ARCHIVE_OUTCOMES] = SHAPE("outcomes", outcomes),
    [ARCHIVE_PREFERENCES] = SHAPE("preferences", preferences),
    [ARCHIVE_NOTES] = SHAPE("notes", notes),
    [ARCHIVE_UNREAD] = SHAPE("unread", unread),
};

const struct archive_shape *archive_shape_of(enum archive_section section)
{
    return &shapes[section];
}

static bool holds_only(struct view text, const char *allowed)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\0' || !strchr(allowed, text.data[i])) {
            return false;
        }
    }
    return true;
}

static bool is_uuid(struct view text)
{
    bool well = text.len == PAGE_UUID_LEN && holds_only(text, "0123456789abcdefABCDEF-");
    for (size_t i = 0; well && i < text.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        well = dash == (text.data[i] == '-');
    }
    return well;
}

static bool is_line(struct view text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 || byte == 0x7F) {
            return false;
        }
    }
    return text_is_valid(text);
}

static bool is_choice(const struct archive_column *column, struct view text)
{
    for (int i = 0; column->choice(i); i++) {
        if (view_equal(text, view_of(column->choice(i)))) {
            return true;
        }
    }
    return false;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

bool archive_allows(const struct archive_column *column, struct view text)
{
    switch (column->kind) {
    case ARCHIVE_SLUG:
        return text.len > 0 && text.len <= ARCHIVE_SLUG_MAX && text.data[0] != '-' &&
               holds_only(text, LETTERS DIGITS "-_");
    case ARCHIVE_CHOICE:
        return is_choice(column, text);
    case ARCHIVE_UUID:
        return is_uuid(text);
    case ARCHIVE_TAG:
        return text.len <= PAGE_TAG_MAX &&
               holds_only(text, LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "-_");
    case ARCHIVE_NAME:
        return text.len <= ARCHIVE_NAME_MAX && is_line(text);
    case ARCHIVE_TEXT:
        return text.len <= ARCHIVE_TEXT_MAX && text_is_valid(text);
    case ARCHIVE_NOTE:
        return text.len <= ARCHIVE_NOTE_MAX && text_is_valid(text);
    case ARCHIVE_HASH:
        return text.len == ARCHIVE_HASH_LEN;
    case ARCHIVE_NUMBER:
    case ARCHIVE_FLAG:
    case ARCHIVE_TIME:
    case ARCHIVE_SECONDS:
        break;
    }
    return false;
}

int archive_account_column(enum archive_section section)
{
    switch (section) {
    case ARCHIVE_WORDINGS:
    case ARCHIVE_PREFERENCES:
    case ARCHIVE_SECTION_COUNT:
        return -1;
    case ARCHIVE_INSTANCES:
        return INSTANCES_ACCOUNT;
    case ARCHIVE_ACCOUNTS:
    case ARCHIVE_READINGS:
    case ARCHIVE_CHANGES:
    case ARCHIVE_STANDINGS:
    case ARCHIVE_REMINDERS:
    case ARCHIVE_DELIVERIES:
    case ARCHIVE_OUTCOMES:
    case ARCHIVE_TICKS:
    case ARCHIVE_DRIFTS:
    case ARCHIVE_WORDINGS_SEEN:
    case ARCHIVE_NOTES:
    case ARCHIVE_UNREAD:
        break;
    }
    return 0;
}
