#include "wire/order.h"

#include <inttypes.h>
#include <stdio.h>

#include "wire/reader.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ID_MAX          INT64_C(9007199254740991)
#define REMIND_NEVER_S  INT64_C(253402300799) /* the last second of the year 9999 */

bool order_find_intent(struct view name, enum intent *ret)
{
    for (int i = INTENT_WANT_OFF; i <= INTENT_UNDECIDED; i++) {
        if (view_equal(name, view_of(standing_intent_name((enum intent)i)))) {
            *ret = (enum intent)i;
            return true;
        }
    }
    return false;
}

void order_read_accounts(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {"list", "join", "name", "intent", "separate", "mine"};
    static const enum order_action actions[] = {ORDER_LIST,   ORDER_JOIN,     ORDER_NAME,
                                                ORDER_INTENT, ORDER_SEPARATE, ORDER_MINE};
    ret->action = actions[reader_choice(reader, "action", names, COUNT_OF(names), false)];
    if (ret->action == ORDER_LIST) {
        return;
    }
    ret->account = reader_optional_id(reader, "account", ID_MAX);
    if (ret->action == ORDER_JOIN || ret->action == ORDER_SEPARATE) {
        ret->with = reader_optional_id(reader, "with", ID_MAX);
    }
    if (ret->action == ORDER_NAME) {
        ret->name = reader_text(reader, "name", ORDER_TEXT_MAX);
    }
    if (ret->action == ORDER_INTENT) {
        struct view intent = reader_text(reader, "intent", ORDER_TEXT_MAX);
        if (!order_find_intent(intent, &ret->intent)) {
            reader_refuse(reader);
        }
    }
}

/* A number may be told as one. */
static struct view read_value(struct reader *reader)
{
    char digits[24];
    const json_t *value = json_object_get(reader->object, "value");
    if (!json_is_integer(value)) {
        return reader_text(reader, "value", ORDER_TEXT_MAX);
    }
    (void)reader_any(reader, "value");
    snprintf(digits, sizeof digits, "%" PRId64, (int64_t)json_integer_value(value));
    struct view text = view_of(digits);
    text.data = arena_copy(reader->arena, text);
    return text.data ? text : (struct view){NULL, 0};
}

void order_read_settings(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {"get", "set"};
    static const enum order_action actions[] = {ORDER_LIST, ORDER_SET};
    ret->action = actions[reader_choice(reader, "action", names, COUNT_OF(names), false)];
    if (ret->action == ORDER_SET) {
        ret->name = reader_text(reader, "name", ORDER_TEXT_MAX);
        ret->value = read_value(reader);
    }
}

void order_read_exit(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {"list", "done", "undo"};
    static const enum order_action actions[] = {ORDER_LIST, ORDER_DONE, ORDER_UNDO};
    ret->action = actions[reader_choice(reader, "action", names, COUNT_OF(names), false)];
    ret->account = reader_optional_id(reader, "account", ID_MAX);
    if (ret->action != ORDER_LIST) {
        ret->name = reader_text(reader, "exit", ORDER_TEXT_MAX);
    }
    if (ret->action == ORDER_DONE) {
        ret->note = reader_optional_text(reader, "note", ORDER_NOTE_MAX);
    }
}

/* A rule that is not named is the kind's own. */
static void read_rule(struct reader *reader, struct remind_order *ret)
{
    struct view name = reader_optional_text(reader, "rule", ORDER_TEXT_MAX);
    ret->has_rule = name.len > 0;
    if (ret->has_rule && !remind_find_rule(name, &ret->rule)) {
        reader_refuse(reader);
    }
}

static void read_set(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {"custom", "objection"};
    static const enum remind_kind kinds[] = {REMIND_CUSTOM, REMIND_OBJECTION};
    struct remind_order *remind = &ret->remind;
    remind->reminder = reader_optional_id(reader, "reminder", ID_MAX);
    read_rule(reader, remind);
    remind->dry_run = reader_optional_bool(reader, "dry_run");
    if (remind->reminder != 0) {
        return;
    }
    remind->kind = kinds[reader_choice(reader, "kind", names, COUNT_OF(names), true)];
    remind->at_s = reader_count(reader, "at", REMIND_NEVER_S);
    ret->account = reader_optional_id(reader, "account", ID_MAX);
    ret->name = reader_optional_text(reader, "name", ORDER_TEXT_MAX);
}

void order_read_remind(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {"list",  "set", "snooze", "done",      "undo",
                                        "pause", "end", "claim",  "delivered", "release"};
    static const enum order_action actions[] = {
        ORDER_LIST,  ORDER_SET, ORDER_SNOOZE, ORDER_DONE,      ORDER_UNDO,
        ORDER_PAUSE, ORDER_END, ORDER_CLAIM,  ORDER_DELIVERED, ORDER_RELEASE};
    struct remind_order *remind = &ret->remind;
    ret->action = actions[reader_choice(reader, "action", names, COUNT_OF(names), false)];
    if (ret->action == ORDER_SET) {
        read_set(reader, ret);
    }
    if (ret->action == ORDER_SNOOZE || ret->action == ORDER_DONE || ret->action == ORDER_END) {
        remind->reminder = reader_count(reader, "reminder", ID_MAX);
    }
    if (ret->action == ORDER_SNOOZE) {
        remind->at_s = reader_count(reader, "until", REMIND_NEVER_S);
    }
    if (ret->action == ORDER_PAUSE) {
        remind->weeks = reader_count(reader, "weeks", ID_MAX);
    }
    if (ret->action == ORDER_DELIVERED || ret->action == ORDER_RELEASE) {
        remind->lease = reader_text(reader, "lease", ORDER_TEXT_MAX);
        remind->carrier = view_of("browser");
    }
}

/* The alarm is shown once a visit: which one has to be said. */
void order_read_shown(struct reader *reader, struct order *ret)
{
    static const char *const names[] = {
#define WARN_NAME(symbol, name, family, level, text) name,
        WARN_TABLE(WARN_NAME)
#undef WARN_NAME
    };
    /* "none" shows nothing. */
    enum { FIRST = WARN_ID_NOTHING + 1 };
    int index = reader_choice(reader, "warn", names + FIRST, COUNT_OF(names) - FIRST, false);
    ret->warn = (enum warn_id)(index + FIRST);
    ret->visit = reader_uuid(reader, "visit", true);
    if (warn_family_of(ret->warn) == WARN_FAMILY_ALARM && ret->visit.len == 0) {
        reader_refuse(reader);
    }
}
