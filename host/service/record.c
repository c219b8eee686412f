#include "service/record.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "service/reminders.h"
#include "service/wording.h"

#define S_PER_MS 1000

struct look record_look(const struct service *service, const struct report *report,
                        const struct reading *reading, const struct kept_visit *visit)
{
    return (struct look){
        .on = reading->state == READING_ON,
        .fresh = report->page.load == LOAD_FRESH,
        .confirmable = reading->confirmable,
        .touched = report->page.touched,
        .rules = catalogue_settings[reading->setting].rules,
        .steady_ms = report->page.steady_ms,
        .now_ms = service->now_ms,
        .began_ms = visit->began_ms,
        .told_ms = visit->told_ms,
    };
}

enum error record_load(struct service *service, struct store *store)
{
    enum error error = store_list_standings(store, service->account.id, service->kept);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        service->standings[i] = service->kept[i].standing;
    }
    service->standings_of = error == E_OK ? service->account.id : 0;
    return error;
}

static bool is_state(enum reading_state state)
{
    return state == READING_ON || state == READING_OFF;
}

static bool is_worth_recording(enum reading_state state)
{
    return state != READING_ELSEWHERE && state != READING_LOADING;
}

static enum error record_state(struct service *service, struct store *store,
                               const struct report *report, const struct reading *reading,
                               const struct kept_visit *visit, struct kept_memory *memory)
{
    struct kept_standing *kept = &service->kept[reading->setting];
    struct look look = record_look(service, report, reading, visit);
    if (standing_overtook(&kept->standing, &look)) {
        return E_OK;
    }
    /* A visit that changed its path without changing its name is not the one that began fresh. */
    look.fresh = look.fresh && visit->same_path;
    bool own = view_equal(view_of(kept->visit), report->page.visit);
    bool corrects = standing_corrects(&memory->memory, own, report->page.touched);
    struct standing after = standing_look(&memory->memory, &kept->standing, own, &look);
    struct kept_change change = {
        .account = service->account.id,
        .setting = reading->setting,
        .visit = report->page.visit,
        .from = memory->memory.base.state,
        .to = after.state,
        .now_ms = service->now_ms,
    };
    enum error error = store_note_change(store, &change, corrects, memory);
    kept->standing = after;
    service->standings[reading->setting] = after;
    memcpy(kept->visit, report->page.visit.data, PAGE_UUID_LEN);
    return error == E_OK ? store_put_standing(store, service->account.id, reading->setting, kept)
                         : error;
}

static enum error record_reading(struct service *service, struct store *store,
                                 const struct report *report, const struct reading *reading,
                                 const struct kept_visit *visit)
{
    struct kept_memory memory = {.reading = 0};
    struct kept_reading row = {
        .account = service->account.id,
        .instance = report->instance,
        .setting = reading->setting,
        .state = reading->state,
        .locked = reading->locked,
        .load = report->page.load,
        .touched = report->page.touched,
        .rules = catalogue_settings[reading->setting].rules,
        .now_ms = service->now_ms,
    };
    struct noted_wording noted = {.again = false};
    wording_hash(&report->page, reading, noted.hash);
    memcpy(row.wording, noted.hash, sizeof row.wording);
    /* Of a visit that is new nothing is remembered. */
    enum error error = visit->found
                           ? store_find_memory(store, report->page.visit, reading->setting, &memory)
                           : E_OK;
    noted.again = memory.reading != 0;
    bool corrects = !memory.memory.touched && report->page.touched == TOUCHED_NO;
    if (error == E_OK) {
        error = store_count_reading(store, &row, corrects, &memory);
    }
    if (error == E_OK && is_state(reading->state)) {
        error = record_state(service, store, report, reading, visit, &memory);
    }
    if (error == E_OK) {
        error = wording_record(service, store, report, reading, &noted);
    }
    return error == E_OK ? store_put_memory(store, report->page.visit, reading->setting, &memory)
                         : error;
}

/* Looking is what a recheck asks for; the off that an opt-out asks for ends it. */
static bool settles(const struct reminder *reminder, const struct report *report,
                    const struct reading *reading)
{
    return reminder->kind == REMIND_RECHECK && is_state(reading->state) &&
           report->page.load == LOAD_FRESH && report->page.touched == TOUCHED_NO;
}

enum error record_begin_reminder(struct service *service, struct store *store,
                                 enum remind_kind kind)
{
    const struct standing *standing = &service->standings[service->primary];
    struct reminder reminder = {
        .account = service->account.id,
        .setting = service->primary,
        .kind = kind,
        .rule = RULE_DECAYING,
        .anchor_s = standing->since_ms / S_PER_MS,
    };
    (void)remind_find_rule(view_of(service->preferences.values[PREFERENCE_RULE]), &reminder.rule);
    return reminders_add(service, store, &reminder);
}

/*
 * A change of standing begins the other kind at once and ends the old one, with its snooze, only
 * where no placeholder can take the change back: after five steady seconds, or by the member's
 * hand. Who leaves it on needs no opt-out, whatever the page says next.
 */
static bool may_end(const struct report *report, const struct reading *reading,
                    enum remind_kind kind, enum remind_kind wanted)
{
    bool settled =
        report->page.touched == TOUCHED_YES || report->page.steady_ms >= STANDING_CONFIRM_MS;
    return (is_state(reading->state) && settled) ||
           (kind == REMIND_OPT_OUT && wanted == REMIND_NONE);
}

static enum error record_reminders(struct service *service, struct store *store,
                                   const struct report *report)
{
    const struct reading *reading = &service->readings[service->primary];
    int64_t now_s = service_now_s(service);
    enum remind_kind wanted =
        remind_kind_for(service->standings[service->primary].state, service->account.intent);
    bool there = false;
    size_t count = 0;
    enum error error = store_list_reminders(store, service->account.id, service->reminders,
                                            SERVICE_REMINDERS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        const struct reminder *reminder = &service->reminders[i];
        bool standing =
            reminder->setting == service->primary && remind_follows_standing(reminder->kind);
        if (standing && reminder->kind != wanted &&
            may_end(report, reading, reminder->kind, wanted)) {
            error = store_end_reminder(store, reminder->id, now_s);
        } else if (standing && reminder->kind == wanted) {
            there = true;
            if (settles(reminder, report, reading)) {
                error = reminders_settle(service, store, reminder, now_s + DUE_SETTLE_S);
            }
        }
    }
    return error == E_OK && !there && wanted != REMIND_NONE
               ? record_begin_reminder(service, store, wanted)
               : error;
}

/* Written only where it says something new. */
static enum error record_unread(struct service *service, struct store *store,
                                const struct report *report)
{
    const struct reading *reading = &service->readings[service->primary];
    enum error error =
        store_find_unread(store, service->account.id, service->primary, &service->unread);
    int64_t last_day = service->unread.last_day;
    unread_look(&service->unread, &report->page, reading, &service->zone, service->now_ms);
    return error == E_OK && service->unread.last_day != last_day
               ? store_put_unread(store, service->account.id, service->primary, &service->unread)
               : error;
}

enum error record_report(struct service *service, struct store *store, const struct report *report)
{
    struct kept_visit visit = {.found = false};
    enum error error = store_take_account(store, report->instance, report->family, service->now_ms,
                                          &service->account);
    if (error == E_OK) {
        error = store_note_program(store, report->instance, service->program);
    }
    if (error == E_OK) {
        error = record_load(service, store);
    }
    if (error == E_OK) {
        error = store_take_visit(store, report, service->now_ms, &visit);
    }
    for (size_t i = 0; error == E_OK && i < catalogue_setting_count; i++) {
        const struct reading *reading = &service->readings[i];
        if (is_worth_recording(reading->state)) {
            error = record_reading(service, store, report, reading, &visit);
        }
    }
    if (error == E_OK) {
        error = record_unread(service, store, report);
    }
    return error == E_OK ? record_reminders(service, store, report) : error;
}
