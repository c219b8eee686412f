#include "wire/reply.h"

#include <string.h>

#include <jansson.h>

#include "catalogue/catalogue.h"
#include "wire/reader.h"
#include "wire/request.h"
#include "wire/writer.h"

static json_t *make_reading(const struct reading *reading)
{
    json_t *json = json_object();
    json_t *reasons = json_array();
    writer_put_text(json, "setting", catalogue_settings[reading->setting].slug);
    writer_put_text(json, "state", detect_state_name(reading->state));
    writer_put(json, "locked", json_boolean(reading->locked));
    for (int i = 0; i < REASON_COUNT; i++) {
        if (reading->reasons & (UINT64_C(1) << i)) {
            json_array_append_new(reasons, json_string(detect_reason_name((enum reason)i)));
        }
    }
    writer_put(json, "reasons", reasons);
    writer_put(json, "ref", reading->ref >= 0 ? json_integer(reading->ref) : json_null());
    return json;
}

static json_t *make_standing(const struct told_standing *standing)
{
    json_t *json = json_object();
    writer_put_number(json, "account", standing->account);
    writer_put_text(json, "setting", catalogue_settings[standing->setting].slug);
    writer_put_text(json, "state", standing_name(standing->state));
    writer_put_time(json, "since", standing->since_s);
    writer_put_time(json, "last_seen", standing->last_seen_s);
    writer_put_time(json, "confirmed_at", standing->confirmed_s);
    writer_put_time(json, "wording_changed_at", standing->wording_changed_s);
    return json;
}

static json_t *make_steps(const struct guide *guide)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < guide->step_count; i++) {
        const struct step *step = &guide->steps[i];
        json_t *json = json_object();
        writer_put_text(json, "id", step->id);
        writer_put_text(json, "text", step->text);
        writer_put_text(json, "status", guide_status_name(step->status));
        writer_put_optional_text(json, "open", step->open);
        writer_put(json, "ref", step->ref >= 0 ? json_integer(step->ref) : json_null());
        json_array_append_new(steps, json);
    }
    return steps;
}

static json_t *make_facts(const struct guide *guide)
{
    json_t *facts = json_array();
    for (size_t i = 0; i < guide->fact_count; i++) {
        json_t *json = json_object();
        writer_put_text(json, "id", guide->facts[i].fact->id);
        writer_put_text(json, "text", guide->facts[i].text);
        writer_put_text(json, "source", guide->facts[i].fact->source);
        writer_put_text(json, "as_of", guide->facts[i].fact->as_of);
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
        writer_put_text(json, "id", told->exit->id);
        writer_put_text(json, "text", told->text);
        writer_put_text(json, "open", told->exit->open);
        writer_put_text(json, "state", told->done ? "done" : "todo");
        writer_put_time(json, "at", told->at_s);
        writer_put_text(json, "checked_by", told->checked ? "optwatch" : "you");
        json_array_append_new(exits, json);
    }
    return exits;
}

static json_t *make_guide(const struct answer *answer)
{
    json_t *json = json_object();
    writer_put_text(json, "setting", catalogue_settings[answer->setting].slug);
    writer_put(json, "steps", make_steps(answer->guide));
    writer_put(json, "facts", make_facts(answer->guide));
    writer_put(json, "exits", make_exits(answer->guide));
    return json;
}

static json_t *make_verdict(const struct answer *answer)
{
    const struct verdict *verdict = answer->verdict;
    json_t *json = json_object();
    json_t *why = json_array();
    writer_put_text(json, "setting", catalogue_settings[answer->setting].slug);
    writer_put_text(json, "state", verdict->state);
    writer_put_text(json, "text", verdict->text);
    for (size_t i = 0; i < verdict->why_count; i++) {
        json_array_append_new(why, json_string(verdict->why[i] ? verdict->why[i] : ""));
    }
    writer_put(json, "why", why);
    writer_put_time(json, "at", verdict->at_s);
    return json;
}

static json_t *make_warning(const struct warning *warning)
{
    json_t *json = json_object();
    writer_put_text(json, "level", warn_level_name(warning->level));
    writer_put_text(json, "text", warning->text);
    writer_put(json, "show", json_boolean(warning->show));
    writer_put_text(json, "id", warn_id_name(warning->id));
    writer_put_text(json, "style", warning->style);
    return json;
}

static json_t *make_error(enum error error)
{
    json_t *json = json_object();
    writer_put_text(json, "code", error_name(error));
    writer_put_number(json, "num", (int64_t)error);
    writer_put(json, "retry", json_boolean(error_retry(error)));
    writer_put_text(json, "hint", error_hint(error));
    return json;
}

static void put_recorded(json_t *json, const struct answer *answer)
{
    if (!answer->tells_recorded) {
        return;
    }
    writer_put(json, "recorded", json_boolean(answer->recorded));
    if (!answer->recorded && answer->record_error != E_OK) {
        writer_put(json, "error", make_error(answer->record_error));
    }
}

/* What the person has told of accounts, settings and ways out. */
static void put_person(json_t *json, const struct answer *answer)
{
    if (answer->accounts) {
        writer_put(json, "accounts", writer_make_accounts(answer->accounts, answer->account_count));
    }
    if (answer->question) {
        writer_put(json, "question", writer_make_question(answer->question));
    }
    if (answer->settings) {
        writer_put(json, "settings", writer_make_settings(answer->settings));
        writer_put(json, "table", writer_make_table(answer->settings));
    }
    if (answer->checklist) {
        writer_put(json, "exits", make_exits(answer->checklist));
    }
}

static void put_readings(json_t *json, const struct answer *answer)
{
    json_t *list = NULL;
    if (answer->readings) {
        writer_put(json, "readings", list = json_array());
        for (size_t i = 0; i < answer->reading_count; i++) {
            json_array_append_new(list, make_reading(&answer->readings[i]));
        }
    }
    if (answer->standings) {
        writer_put(json, "standings", list = json_array());
        for (size_t i = 0; i < answer->standing_count; i++) {
            json_array_append_new(list, make_standing(&answer->standings[i]));
        }
    }
}

static void put_reminders(json_t *json, const struct answer *answer)
{
    if (answer->reminders) {
        json_t *list = json_array();
        writer_put(json, "reminders", list);
        for (size_t i = 0; i < answer->reminder_count; i++) {
            json_array_append_new(list, writer_make_reminder(&answer->reminders[i]));
        }
    }
    if (answer->tells_pause) {
        writer_put_time(json, "set", answer->set);
        writer_put_time(json, "paused_until", answer->paused_s);
    }
    if (answer->tells_claim) {
        writer_put(json, "claim", answer->claim ? writer_make_claim(answer->claim) : json_null());
    }
}

/* What was done, where an order says no more than that. */
static void put_done(json_t *json, const struct answer *answer)
{
    if (answer->shown) {
        writer_put(json, "shown", json_true());
    }
    if (answer->forgot) {
        writer_put(json, "forgotten", json_true());
        writer_put(json, "key_remains", json_boolean(answer->key_remains));
    }
}

static json_t *make_answer(const struct answer *answer)
{
    if (answer->history) {
        return writer_make_history(answer->history);
    }
    json_t *json = json_object();
    put_readings(json, answer);
    if (answer->guide) {
        writer_put(json, "guide", make_guide(answer));
    }
    put_reminders(json, answer);
    if (answer->warning) {
        writer_put(json, "warn", make_warning(answer->warning));
    }
    if (answer->verdict) {
        writer_put(json, "verdict", make_verdict(answer));
    }
    if (answer->report) {
        writer_put(json, "report", writer_make_report(answer->report));
    }
    if (answer->about) {
        writer_put_about(json, answer->about);
    }
    put_person(json, answer);
    put_recorded(json, answer);
    put_done(json, answer);
    return json;
}

static json_t *make_host(const struct host_facts *host)
{
    json_t *json = json_object();
    json_t *caps = json_array();
    writer_put_text(json, "version", host->version);
    writer_put(json, "protocol", json_pack("[ii]", PROTOCOL_MIN, PROTOCOL_MAX));
    writer_put_number(json, "catalogue", host->catalogue);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        json_array_append_new(caps, json_string(request_command_name((enum command)i)));
    }
    json_array_append_new(caps, json_string("verdict"));
    json_array_append_new(caps, json_string("about"));
    writer_put(json, "caps", caps);
    writer_put_text(json, "sandbox", host->sandbox);
    return json;
}

static json_t *make_envelope(const struct reply_head *head)
{
    json_t *json = json_object();
    writer_put_number(json, "v", head->protocol != 0 ? head->protocol : PROTOCOL_MIN);
    writer_put(json, "id", head->has_id ? json_integer(head->id) : json_null());
    return json;
}

enum error reply_encode(const struct reply_head *head, const struct answer *answer,
                        const struct host_facts *host, char *buffer, size_t size, size_t *ret_len)
{
    JSON_OWNED json = make_envelope(head);
    writer_put(json, "ok", make_answer(answer));
    writer_put(json, "host", make_host(host));
    return writer_print(json, JSON_COMPACT, buffer, size, ret_len);
}

enum error reply_encode_error(const struct reply_head *head, enum error what,
                              const struct host_facts *host, char *buffer, size_t size,
                              size_t *ret_len)
{
    JSON_OWNED json = make_envelope(head);
    writer_put(json, "error", make_error(what));
    writer_put(json, "host", make_host(host));
    return writer_print(json, JSON_COMPACT, buffer, size, ret_len);
}

enum error reply_encode_bare(const struct answer *answer, bool pretty, char *buffer, size_t size,
                             size_t *ret_len)
{
    JSON_OWNED json = make_answer(answer);
    return writer_print(json, pretty ? JSON_INDENT(2) : JSON_COMPACT, buffer, size, ret_len);
}
