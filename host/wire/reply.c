#include "wire/reply.h"

#include <string.h>

#include <jansson.h>

#include "catalogue/catalogue.h"
#include "wire/reader.h"
#include "wire/request.h"

/* A member that could not be made is left out: the size check after encoding tells. */
static void put(json_t *object, const char *key, json_t *taken)
{
    if (json_object_set_new(object, key, taken) != 0) {
        json_object_del(object, key);
    }
}

static void put_text(json_t *object, const char *key, const char *text)
{
    put(object, key, json_string(text ? text : ""));
}

static void put_number(json_t *object, const char *key, int64_t number)
{
    put(object, key, json_integer(number));
}

static void put_optional_text(json_t *object, const char *key, const char *text)
{
    put(object, key, text ? json_string(text) : json_null());
}

/* Zero means "never" in core and null on the wire. */
static void put_time(json_t *object, const char *key, int64_t time_s)
{
    put(object, key, time_s != 0 ? json_integer(time_s) : json_null());
}

static json_t *make_reading(const struct reading *reading)
{
    json_t *json = json_object();
    json_t *reasons = json_array();
    put_text(json, "setting", catalogue_settings[reading->setting].slug);
    put_text(json, "state", detect_state_name(reading->state));
    put(json, "locked", json_boolean(reading->locked));
    for (int i = 0; i < REASON_COUNT; i++) {
        if (reading->reasons & (UINT64_C(1) << i)) {
            json_array_append_new(reasons, json_string(detect_reason_name((enum reason)i)));
        }
    }
    put(json, "reasons", reasons);
    put(json, "ref", reading->ref >= 0 ? json_integer(reading->ref) : json_null());
    return json;
}

static json_t *make_standing(const struct told_standing *standing)
{
    json_t *json = json_object();
    put_number(json, "account", standing->account);
    put_text(json, "setting", catalogue_settings[standing->setting].slug);
    put_text(json, "state", standing_name(standing->state));
    put_time(json, "since", standing->since_s);
    put_time(json, "last_seen", standing->last_seen_s);
    put_time(json, "confirmed_at", standing->confirmed_s);
    put_time(json, "wording_changed_at", standing->wording_changed_s);
    return json;
}

static json_t *make_steps(const struct guide *guide)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < guide->step_count; i++) {
        const struct step *step = &guide->steps[i];
        json_t *json = json_object();
        put_text(json, "id", step->id);
        put_text(json, "text", step->text);
        put_text(json, "status", guide_status_name(step->status));
        put_optional_text(json, "open", step->open);
        put(json, "ref", step->ref >= 0 ? json_integer(step->ref) : json_null());
        json_array_append_new(steps, json);
    }
    return steps;
}

static json_t *make_facts(const struct guide *guide)
{
    json_t *facts = json_array();
    for (size_t i = 0; i < guide->fact_count; i++) {
        json_t *json = json_object();
        put_text(json, "id", guide->facts[i].fact->id);
        put_text(json, "text", guide->facts[i].text);
        put_text(json, "source", guide->facts[i].fact->source);
        put_text(json, "as_of", guide->facts[i].fact->as_of);
        json_array_append_new(facts, json);
    }
    return facts;
}

static json_t *make_exits(const struct guide *guide)
{
    json_t *exits = json_array();
    for (size_t i = 0; i < guide->exit_count; i++) {
        const struct told_exit *told = &guide->exits[i];
        json_t *json = json_object();
        put_text(json, "id", told->exit->id);
        put_text(json, "text", told->text);
        put_text(json, "open", told->exit->open);
        put_text(json, "state", told->state);
        put_time(json, "at", told->at_s);
        put_text(json, "checked_by", told->exit->setting == CATALOGUE_NONE ? "you" : "optwatch");
        json_array_append_new(exits, json);
    }
    return exits;
}

static json_t *make_guide(const struct answer *answer)
{
    json_t *json = json_object();
    put_text(json, "setting", catalogue_settings[answer->setting].slug);
    put(json, "steps", make_steps(answer->guide));
    put(json, "facts", make_facts(answer->guide));
    put(json, "exits", make_exits(answer->guide));
    return json;
}

static json_t *make_verdict(const struct answer *answer)
{
    const struct verdict *verdict = answer->verdict;
    json_t *json = json_object();
    json_t *why = json_array();
    put_text(json, "setting", catalogue_settings[answer->setting].slug);
    put_text(json, "state", verdict->state);
    put_text(json, "text", verdict->text);
    for (size_t i = 0; i < verdict->why_count; i++) {
        json_array_append_new(why, json_string(verdict->why[i] ? verdict->why[i] : ""));
    }
    put(json, "why", why);
    put_time(json, "at", verdict->at_s);
    return json;
}

static json_t *make_warning(const struct warning *warning)
{
    json_t *json = json_object();
    put_text(json, "level", guide_level_name(warning->level));
    put_text(json, "text", warning->text);
    put(json, "show", json_boolean(warning->show));
    return json;
}

static json_t *make_reminder(const struct told_reminder *reminder)
{
    json_t *json = json_object();
    put_number(json, "id", reminder->id);
    put_text(json, "kind", remind_kind_name(reminder->kind));
    put_text(json, "setting", catalogue_settings[reminder->setting].slug);
    put_time(json, "due", reminder->due_s);
    put_time(json, "snoozed_until", reminder->snoozed_s);
    put_text(json, "text", reminder->text);
    return json;
}

static json_t *make_error(enum error error)
{
    json_t *json = json_object();
    put_text(json, "code", error_name(error));
    put_number(json, "num", (int64_t)error);
    put(json, "retry", json_boolean(error_retry(error)));
    put_text(json, "hint", error_hint(error));
    return json;
}

static void put_recorded(json_t *json, const struct answer *answer)
{
    if (!answer->tells_recorded) {
        return;
    }
    put(json, "recorded", json_boolean(answer->recorded));
    if (!answer->recorded && answer->record_error != E_OK) {
        put(json, "error", make_error(answer->record_error));
    }
}

static json_t *make_answer(const struct answer *answer)
{
    json_t *json = json_object();
    json_t *list = NULL;
    if (answer->readings) {
        put(json, "readings", list = json_array());
        for (size_t i = 0; i < answer->reading_count; i++) {
            json_array_append_new(list, make_reading(&answer->readings[i]));
        }
    }
    if (answer->standings) {
        put(json, "standings", list = json_array());
        for (size_t i = 0; i < answer->standing_count; i++) {
            json_array_append_new(list, make_standing(&answer->standings[i]));
        }
    }
    if (answer->guide) {
        put(json, "guide", make_guide(answer));
    }
    if (answer->reminders) {
        put(json, "reminders", list = json_array());
        for (size_t i = 0; i < answer->reminder_count; i++) {
            json_array_append_new(list, make_reminder(&answer->reminders[i]));
        }
    }
    if (answer->warning) {
        put(json, "warn", make_warning(answer->warning));
    }
    if (answer->verdict) {
        put(json, "verdict", make_verdict(answer));
    }
    put_recorded(json, answer);
    return json;
}

static json_t *make_host(const struct host_facts *host)
{
    json_t *json = json_object();
    json_t *caps = json_array();
    put_text(json, "version", host->version);
    put(json, "protocol", json_pack("[ii]", PROTOCOL_MIN, PROTOCOL_MAX));
    put_number(json, "catalogue", host->catalogue);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        json_array_append_new(caps, json_string(request_command_name((enum command)i)));
    }
    json_array_append_new(caps, json_string("verdict"));
    put(json, "caps", caps);
    put_text(json, "sandbox", host->sandbox);
    return json;
}

static enum error print(const json_t *json, size_t flags, char *buffer, size_t size,
                        size_t *ret_len)
{
    size_t len = json_dumpb(json, buffer, size, JSON_ENSURE_ASCII | flags);
    if (len == 0 || len > size) {
        return E_REPLY;
    }
    *ret_len = len;
    return E_OK;
}

static json_t *make_envelope(const int64_t *id)
{
    json_t *json = json_object();
    put_number(json, "v", PROTOCOL_MAX);
    put(json, "id", id ? json_integer(*id) : json_null());
    return json;
}

enum error reply_encode(const int64_t *id, const struct answer *answer,
                        const struct host_facts *host, char *buffer, size_t size, size_t *ret_len)
{
    JSON_OWNED json = make_envelope(id);
    put(json, "ok", make_answer(answer));
    put(json, "host", make_host(host));
    return print(json, JSON_COMPACT, buffer, size, ret_len);
}

enum error reply_encode_error(const int64_t *id, enum error what, const struct host_facts *host,
                              char *buffer, size_t size, size_t *ret_len)
{
    JSON_OWNED json = make_envelope(id);
    put(json, "error", make_error(what));
    put(json, "host", make_host(host));
    return print(json, JSON_COMPACT, buffer, size, ret_len);
}

enum error reply_encode_bare(const struct answer *answer, bool pretty, char *buffer, size_t size,
                             size_t *ret_len)
{
    JSON_OWNED json = make_answer(answer);
    return print(json, pretty ? JSON_INDENT(2) : JSON_COMPACT, buffer, size, ret_len);
}
