#include "wire/order.h"

#include <inttypes.h>
#include <stdio.h>

#include "wire/reader.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ID_MAX          INT64_C(9007199254740991)

static const char *const intent_names[] = {"want_off", "leave_on", "undecided"};

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
        ret->intent = (enum intent)reader_choice(reader, "intent", intent_names,
                                                 COUNT_OF(intent_names), false);
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
