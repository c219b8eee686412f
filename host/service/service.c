#include "service/service.h"

#include "catalogue/catalogue.h"
#include "core/redact.h"
#include "service/history.h"
#include "service/record.h"

#define S_PER_MS 1000

void service_init(struct service *service, struct arena *arena, struct zone zone)
{
    service->arena = arena;
    service->zone = zone;
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        if (catalogue_settings[i].primary) {
            service->primary = (int)i;
        }
    }
}

static void forget_all(struct service *service, int64_t now_ms)
{
    service->now_ms = now_ms;
    service->account = (struct account){0, INTENT_WANT_OFF};
    service->told_count = 0;
    service->reminder_count = 0;
    for (size_t i = 0; i < SERVICE_SETTINGS_MAX; i++) {
        service->standings[i] = (struct standing){.state = STANDING_UNKNOWN};
        service->kept[i] = (struct kept_standing){.visit = ""};
    }
}

static void tell_standings(struct service *service)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct standing *standing = &service->standings[i];
        enum standing_state state = standing_view(standing, service->now_ms, STANDING_STALE_DAYS);
        if (state == STANDING_UNKNOWN && (int)i != service->primary) {
            continue;
        }
        service->told[service->told_count++] = (struct told_standing){
            .account = service->account.id,
            .setting = (int)i,
            .state = state,
            .since_s = standing->since_ms / S_PER_MS,
            .last_seen_s = standing->last_seen_ms / S_PER_MS,
            .confirmed_s = standing->confirmed_ms / S_PER_MS,
            .wording_changed_s = service->kept[i].wording_changed_ms / S_PER_MS,
        };
    }
}

static enum text_id remind_text(enum remind_kind kind)
{
    switch (kind) {
    case REMIND_OPT_OUT:
        return TEXT_REMIND_OPT_OUT;
    case REMIND_RECHECK:
        return TEXT_REMIND_RECHECK;
    case REMIND_OBJECTION:
        return TEXT_REMIND_OBJECTION;
    case REMIND_CUSTOM:
    case REMIND_NONE:
        break;
    }
    return TEXT_REMIND_CUSTOM;
}

static void tell_reminders(struct service *service, const struct phrase_context *context)
{
    for (size_t i = 0; i < service->reminder_count; i++) {
        const struct reminder *reminder = &service->reminders[i];
        struct phrase_context about = *context;
        about.setting = reminder->setting;
        about.date_s = reminder->anchor_s;
        int64_t due_s = remind_due(reminder, REMIND_HOUR, &service->zone);
        service->told_reminders[i] = (struct told_reminder){
            .id = reminder->id,
            .kind = reminder->kind,
            .setting = reminder->setting,
            .due_s = due_s == REMIND_NEVER ? 0 : due_s,
            .snoozed_s = reminder->snoozed_s,
            .text = phrase_make(&about, remind_text(reminder->kind)),
        };
    }
}

/* From what is known to what is told; with reading NULL there is no page. */
static void tell(struct service *service, const struct report *report,
                 const struct reading *reading, struct answer *ret)
{
    struct phrase_context context =
        phrase_context_for(service->arena, report->locale, report->page.lang, service->primary);
    const struct knowledge knowledge = {
        .standings = service->standings,
        .reading = reading,
        .region = "",
        .intent = service->account.intent,
        .stale_days = STANDING_STALE_DAYS,
        .now_ms = service->now_ms,
    };
    tell_standings(service);
    tell_reminders(service, &context);
    guide_make(&context, &knowledge, &service->guide);
    guide_verdict(&context, &knowledge, &service->verdict);
    guide_warn(&context, &knowledge, &service->warning);
    *ret = (struct answer){
        .setting = service->primary,
        .readings = service->readings,
        .reading_count = reading ? catalogue_setting_count : 0,
        .standings = service->told,
        .standing_count = service->told_count,
        .guide = &service->guide,
        .verdict = &service->verdict,
        .warning = &service->warning,
        .reminders = service->told_reminders,
        .reminder_count = service->reminder_count,
    };
}

static void detect_all(struct service *service, const struct page *page)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        detect_page(page, (int)i, &service->readings[i]);
    }
}

static enum error load_reminders(struct service *service, struct store *store)
{
    return store_list_reminders(store, service->account.id, service->reminders,
                                SERVICE_REMINDERS_MAX, &service->reminder_count);
}

static enum error record(struct service *service, const struct report *report)
{
    struct store *store = NULL;
    enum error error = store_open(STORE_WRITE, &store);
    if (error != E_OK) {
        return error;
    }
    error = store_begin(store);
    if (error == E_OK) {
        error = record_report(service, store, report);
        if (error == E_OK) {
            error = load_reminders(service, store);
        }
        if (error == E_OK) {
            error = store_commit(store);
        }
        if (error != E_OK) {
            store_rollback(store);
        }
    }
    store_close(store);
    return error;
}

/* The standings that this one look would make; without history it may not confirm. */
static void suppose(struct service *service, const struct report *report, bool may_confirm)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct reading *reading = &service->readings[i];
        struct visit_memory memory = {.looked = false};
        if (reading->state == READING_ON || reading->state == READING_OFF) {
            struct look look =
                record_look(service, report, reading, service->now_ms - report->page.waited_ms);
            look.confirmable = look.confirmable && may_confirm;
            struct standing none = {.state = STANDING_UNKNOWN};
            service->standings[i] = standing_look(&memory, &none, false, &look);
        }
    }
}

static void answer_report(struct service *service, const struct report *report, struct answer *ret)
{
    detect_all(service, &report->page);
    enum error error = record(service, report);
    if (error != E_OK) {
        int64_t now_ms = service->now_ms;
        forget_all(service, now_ms);
        suppose(service, report, false);
    }
    tell(service, report, &service->readings[service->primary], ret);
    ret->tells_recorded = true;
    ret->recorded = error == E_OK;
    ret->record_error = error;
}

void service_check(struct service *service, const struct report *report, int64_t now_ms,
                   struct answer *ret)
{
    forget_all(service, now_ms);
    detect_all(service, &report->page);
    suppose(service, report, true);
    tell(service, report, &service->readings[service->primary], ret);
    ret->tells_recorded = true;
}

/* The asking profile's account; for a question without a profile the one that stands worst. */
static enum error find_account(struct service *service, struct store *store, struct view instance)
{
    static const int worst_first[] = {[STANDING_UNKNOWN] = 4,        [STANDING_ON] = 1,
                                      [STANDING_TURNED_BACK_ON] = 0, [STANDING_OFF_UNCONFIRMED] = 3,
                                      [STANDING_OFF_CONFIRMED] = 5,  [STANDING_STALE] = 2};
    struct account accounts[SERVICE_ACCOUNTS_MAX];
    size_t count = 0;
    int worst = INT32_MAX;
    if (instance.len > 0) {
        return store_find_account(store, instance, &service->account);
    }
    enum error error = store_list_accounts(store, accounts, SERVICE_ACCOUNTS_MAX, &count);
    for (size_t i = 0; error == E_OK && i < count; i++) {
        struct kept_standing kept = {.visit = ""};
        error = store_find_standing(store, accounts[i].id, service->primary, &kept);
        int rank = worst_first[standing_view(&kept.standing, service->now_ms, STANDING_STALE_DAYS)];
        if (rank < worst) {
            worst = rank;
            service->account = accounts[i];
        }
    }
    return error;
}

static enum error load_history(struct service *service, struct view instance)
{
    struct store *store = NULL;
    enum error error = store_open(STORE_READ, &store);
    if (error != E_OK || !store) {
        return error;
    }
    error = find_account(service, store, instance);
    if (error == E_OK && service->account.id != 0) {
        error = record_load(service, store);
    }
    if (error == E_OK && service->account.id != 0) {
        error = load_reminders(service, store);
    }
    store_close(store);
    return error;
}

static enum error forget_rows(bool *ret_key_remains)
{
    struct store *store = NULL;
    *ret_key_remains = false;
    enum error error = store_open(STORE_READ, &store);
    if (error == E_OK && store) {
        error = store_forget(store, ret_key_remains);
    }
    store_close(store);
    return error;
}

enum error service_answer(struct service *service, const struct request *request, int64_t now_ms,
                          struct answer *ret)
{
    enum error error = E_OK;
    *ret = (struct answer){.setting = service->primary};
    forget_all(service, now_ms);
    switch (request->command) {
    case COMMAND_HELLO:
        break;
    case COMMAND_REPORT:
        answer_report(service, &request->report, ret);
        break;
    case COMMAND_STATUS:
    case COMMAND_REMIND:
        error = load_history(service, request->report.instance);
        if (error == E_OK) {
            tell(service, &request->report, NULL, ret);
        }
        if (error == E_OK && request->command == COMMAND_REMIND) {
            *ret = (struct answer){.setting = service->primary,
                                   .reminders = service->told_reminders,
                                   .reminder_count = service->reminder_count};
        }
        break;
    case COMMAND_REDACT:
        service->redacted = request->report;
        error = redact_report(&service->redacted, service->arena);
        ret->report = &service->redacted;
        break;
    case COMMAND_HISTORY:
        error =
            history_read(&request->history, HISTORY_WIRE_MAX, service->arena, &service->history);
        ret->history = &service->history;
        break;
    case COMMAND_FORGET:
        error = request->confirm ? forget_rows(&ret->key_remains) : E_CONFIRM;
        ret->forgot = error == E_OK;
        break;
    case COMMAND_COUNT:
        error = E_COMMAND;
        break;
    }
    return error;
}
