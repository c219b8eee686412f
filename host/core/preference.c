#include "core/preference.h"

#include <string.h>

#include "core/remind.h"

#define DIGITS_MAX 9

const struct preference_row preference_rows[PREFERENCE_COUNT] = {
#define PREFERENCE_ROW(symbol, called, kind, from, to, measure, otherwise)                         \
    [PREFERENCE_##symbol] = {.name = (called),                                                     \
                             .unit = (measure),                                                    \
                             .fallback = (otherwise),                                              \
                             .least = (from),                                                      \
                             .most = (to),                                                         \
                             .type = PREFERENCE_TYPE_##kind,                                       \
                             .help = TEXT_PREFERENCE_##symbol},
    PREFERENCE_TABLE(PREFERENCE_ROW)
#undef PREFERENCE_ROW
};

/* What goes by a standing repeats. */
static const enum remind_rule rules[] = {RULE_DECAYING, RULE_MONTHLY, RULE_QUARTERLY};
static const char *const warnings[] = {"badge", "notification", "popup"};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

enum error preference_find(struct view name, enum preference *ret)
{
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        if (view_equal(name, view_of(preference_rows[i].name))) {
            *ret = (enum preference)i;
            return E_OK;
        }
    }
    return E_UNKNOWN_PREFERENCE;
}

void preference_init(struct preferences *ret)
{
    *ret = (struct preferences){.values = {""}};
    for (size_t i = 0; i < PREFERENCE_COUNT; i++) {
        struct view fallback = view_of(preference_rows[i].fallback);
        memcpy(ret->values[i], fallback.data, fallback.len);
    }
}

/* The index-th of those that we have sentences in. */
static const char *guided_language(size_t index)
{
    for (size_t i = 0; i < catalogue_language_count; i++) {
        if (catalogue_is_guided((int)i) && index-- == 0) {
            return catalogue_languages[i].tag;
        }
    }
    return NULL;
}

const char *preference_choice(enum preference which, size_t index)
{
    switch (preference_rows[which].type) {
    case PREFERENCE_TYPE_NUMBER:
        break;
    case PREFERENCE_TYPE_LANGUAGE:
        return guided_language(index);
    case PREFERENCE_TYPE_REGION:
        return index < catalogue_region_count ? catalogue_regions[index] : NULL;
    case PREFERENCE_TYPE_RULE:
        return index < COUNT_OF(rules) ? remind_rule_name(rules[index]) : NULL;
    case PREFERENCE_TYPE_WARNING:
        return index < COUNT_OF(warnings) ? warnings[index] : NULL;
    }
    return NULL;
}

bool preference_is_reviewed(enum preference which, const char *choice)
{
    int language = catalogue_find_language(view_of(choice));
    return preference_rows[which].type == PREFERENCE_TYPE_LANGUAGE && language != CATALOGUE_NONE &&
           catalogue_languages[language].reviewed;
}

const char *preference_type_name(enum preference which)
{
    return preference_rows[which].type == PREFERENCE_TYPE_NUMBER ? "number" : "choice";
}

/* -1 for anything but a short row of digits. */
static int64_t read_number(struct view text)
{
    int64_t number = 0;
    if (text.len == 0 || text.len > DIGITS_MAX) {
        return -1;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return -1;
        }
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

/* Without leading zeros: what is kept has one form. */
static bool take_number(const struct preference_row *row, struct view *value)
{
    int64_t number = read_number(*value);
    while (value->len > 1 && value->data[0] == '0') {
        *value = (struct view){value->data + 1, value->len - 1};
    }
    return number >= row->least && number <= row->most;
}

static bool take_language(struct view *value)
{
    int language = catalogue_find_language(*value);
    if (!catalogue_is_guided(language)) {
        return false;
    }
    *value = view_of(catalogue_languages[language].tag);
    return true;
}

static bool take_choice(enum preference which, struct view value)
{
    const char *choice;
    for (size_t i = 0; (choice = preference_choice(which, i)); i++) {
        if (view_equal(value, view_of(choice))) {
            return true;
        }
    }
    return false;
}

static bool take(enum preference which, struct view *value)
{
    const struct preference_row *row = &preference_rows[which];
    /* Nothing is what those that have no value of their own begin with. */
    if (value->len == 0) {
        return row->fallback[0] == '\0';
    }
    switch (row->type) {
    case PREFERENCE_TYPE_NUMBER:
        return take_number(row, value);
    case PREFERENCE_TYPE_LANGUAGE:
        return take_language(value);
    case PREFERENCE_TYPE_REGION:
    case PREFERENCE_TYPE_RULE:
    case PREFERENCE_TYPE_WARNING:
        break;
    }
    return take_choice(which, *value);
}

enum error preference_set(struct preferences *preferences, enum preference which, struct view value)
{
    if (!take(which, &value) || value.len > PREFERENCE_VALUE_MAX) {
        return E_VALUE;
    }
    char *kept = preferences->values[which];
    memset(kept, 0, PREFERENCE_VALUE_MAX + 1);
    if (value.len > 0) {
        memcpy(kept, value.data, value.len);
    }
    return E_OK;
}

int64_t preference_number(const struct preferences *preferences, enum preference which)
{
    return read_number(view_of(preferences->values[which]));
}
