#include "wire/told.h"

#include "wire/writer.h"

static json_t *make_profiles(const struct told_account *account)
{
    json_t *list = json_array();
    for (size_t i = 0; i < account->profile_count; i++) {
        const struct told_profile *profile = &account->profiles[i];
        json_t *json = json_object();
        writer_put_text(json, "family", page_family_name(profile->family));
        writer_put_time(json, "first_seen", profile->first_s);
        writer_put_time(json, "last_seen", profile->last_s);
        json_array_append_new(list, json);
    }
    return list;
}

json_t *writer_make_accounts(const struct told_account *accounts, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *json = json_object();
        writer_put_number(json, "id", accounts[i].id);
        writer_put_text(json, "name", accounts[i].name);
        writer_put_text(json, "intent", standing_intent_name(accounts[i].intent));
        writer_put_text(json, "state", standing_name(accounts[i].state));
        writer_put(json, "profiles", make_profiles(&accounts[i]));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *make_account(const struct told_about *about)
{
    if (about->account == 0) {
        return json_null();
    }
    json_t *json = json_object();
    writer_put_number(json, "id", about->account);
    writer_put_text(json, "name", about->name);
    writer_put_text(json, "intent", standing_intent_name(about->intent));
    return json;
}

static json_t *make_changes(const struct told_about *about)
{
    json_t *list = json_array();
    for (size_t i = 0; i < about->change_count; i++) {
        json_t *json = json_object();
        writer_put_time(json, "at", about->changes[i].at_s);
        writer_put_text(json, "state", standing_name(about->changes[i].state));
        writer_put_text(json, "setting", catalogue_settings[about->changes[i].setting].slug);
        json_array_append_new(list, json);
    }
    return list;
}

void writer_put_about(json_t *object, const struct told_about *about)
{
    writer_put_text(object, "language", about->language);
    writer_put_text(object, "region", about->region);
    writer_put(object, "account", make_account(about));
    if (about->tells_sealing) {
        writer_put_optional_text(object, "sealing", about->sealing);
    }
    writer_put(object, "changes", make_changes(about));
}

json_t *writer_make_question(const struct told_question *question)
{
    if (question->accounts[0] == 0) {
        return json_null();
    }
    json_t *json = json_object();
    json_t *accounts = json_array();
    json_array_append_new(accounts, json_integer(question->accounts[0]));
    json_array_append_new(accounts, json_integer(question->accounts[1]));
    writer_put(json, "accounts", accounts);
    writer_put_text(json, "text", question->text);
    return json;
}

static json_t *make_value(enum preference which, const struct preferences *values)
{
    return preference_rows[which].type == PREFERENCE_TYPE_NUMBER
               ? json_integer(preference_number(values, which))
               : json_string(values->values[which]);
}

json_t *writer_make_settings(const struct told_settings *settings)
{
    json_t *json = json_object();
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        writer_put(json, preference_rows[i].name,
                   make_value((enum preference)i, &settings->values));
    }
    return json;
}

static json_t *make_choices(enum preference which)
{
    const char *choice;
    json_t *list = json_array();
    /* What has no value to begin with may go back to none. */
    if (preference_rows[which].fallback[0] == '\0') {
        json_array_append_new(list, json_string(""));
    }
    for (size_t i = 0; (choice = preference_choice(which, i)); i++) {
        json_array_append_new(list, json_string(choice));
    }
    return list;
}

/* The languages whose sentences a speaker has read. */
static json_t *make_reviewed(enum preference which)
{
    const char *choice;
    json_t *list = json_array();
    for (size_t i = 0; (choice = preference_choice(which, i)); i++) {
        if (preference_is_reviewed(which, choice)) {
            json_array_append_new(list, json_string(choice));
        }
    }
    return list;
}

static json_t *make_row(enum preference which, const char *help)
{
    struct preferences fallbacks;
    const struct preference_row *row = &preference_rows[which];
    json_t *json = json_object();
    preference_init(&fallbacks);
    writer_put_text(json, "name", row->name);
    writer_put_text(json, "type", preference_type_name(which));
    writer_put(json, "default", make_value(which, &fallbacks));
    if (row->type == PREFERENCE_TYPE_NUMBER) {
        writer_put_number(json, "min", row->least);
        writer_put_number(json, "max", row->most);
        writer_put_text(json, "unit", row->unit);
    } else {
        writer_put(json, "choices", make_choices(which));
    }
    if (row->type == PREFERENCE_TYPE_LANGUAGE) {
        writer_put(json, "reviewed", make_reviewed(which));
    }
    writer_put_text(json, "help", help);
    return json;
}

json_t *writer_make_table(const struct told_settings *settings)
{
    json_t *list = json_array();
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        json_array_append_new(list, make_row((enum preference)i, settings->help[i]));
    }
    return list;
}
