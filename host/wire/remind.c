#include "catalogue/catalogue.h"
#include "wire/reader.h"
#include "wire/reply.h"
#include "wire/writer.h"

static const char *state_of(const struct outlook *outlook)
{
    if (outlook->is_due) {
        return outlook->is_shown ? "shown" : "due";
    }
    return outlook->due_s != 0 ? "ahead" : "over";
}

json_t *writer_make_reminder(const struct told_reminder *reminder)
{
    const struct outlook *outlook = &reminder->outlook;
    json_t *json = json_object();
    json_t *next = json_array();
    writer_put_number(json, "id", reminder->id);
    writer_put(json, "account",
               reminder->account == 0 ? json_null() : json_integer(reminder->account));
    writer_put_text(json, "kind", remind_kind_name(reminder->kind));
    writer_put_text(json, "rule", remind_rule_name(reminder->rule));
    writer_put_text(json, "setting", catalogue_settings[reminder->setting].slug);
    writer_put_text(json, "name", reminder->name);
    writer_put_text(json, "state", state_of(outlook));
    writer_put_time(json, "due", outlook->due_s);
    writer_put_time(json, "snoozed_until", outlook->snoozed_s);
    for (size_t i = 0; i < DUE_NEXT && outlook->next_s[i] != 0; i++) {
        json_array_append_new(next, json_integer(outlook->next_s[i]));
    }
    writer_put(json, "next", next);
    writer_put_text(json, "text", reminder->text);
    return json;
}

json_t *writer_make_instances(const struct told_claim *claim)
{
    json_t *list = json_array();
    for (size_t i = 0; i < claim->instance_count; i++) {
        const struct told_instance *instance = &claim->instances[i];
        json_t *json = json_object();
        writer_put_number(json, "reminder", instance->reminder);
        writer_put_text(json, "kind", remind_kind_name(instance->kind));
        writer_put_number(json, "due", instance->due_s);
        json_array_append_new(list, json);
    }
    return list;
}

json_t *writer_make_claim(const struct told_claim *claim)
{
    json_t *json = json_object();
    json_t *labels = json_object();
    writer_put_text(json, "lease", claim->lease);
    writer_put_number(json, "at", claim->at_s);
    writer_put_text(json, "title", claim->title);
    writer_put_text(json, "text", claim->text);
    writer_put_text(json, "urgency", claim->alarm ? "critical" : "normal");
    writer_put_text(json, "open", claim->open);
    writer_put(json, "slower", claim->slower == 0 ? json_null() : json_integer(claim->slower));
    writer_put_text(labels, "open", claim->open_label);
    writer_put_text(labels, "snooze", claim->snooze_label);
    writer_put_text(labels, "done", claim->done_label);
    writer_put_text(labels, "slower", claim->slower_label);
    writer_put(json, "labels", labels);
    writer_put(json, "instances", writer_make_instances(claim));
    return json;
}

enum error reply_encode_claim(const struct told_claim *claim, char *buffer, size_t size,
                              size_t *ret_len)
{
    JSON_OWNED json = json_object();
    writer_put_number(json, "at", claim->at_s);
    writer_put(json, "instances", writer_make_instances(claim));
    writer_put_text(json, "text", claim->text);
    return writer_print(json, JSON_COMPACT, buffer, size, ret_len);
}
