#include "service/service.h"

#include "catalogue/catalogue.h"
#include "core/redact.h"
#include "service/about.h"
#include "service/accounts.h"
#include "service/checklist.h"
#include "service/history.h"
#include "service/record.h"
#include "service/reminders.h"
#include "service/settings.h"
#include "service/shown.h"
#include "system/store_shown.h"

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

void service_rest(struct service *service)
{
    store_close(service->open);
    service->open = NULL;
}

static void forget_all(struct service *service, int64_t now_ms)
{
    service->now_ms = now_ms;
    service->account = (struct account){.id = 0};
    service->told_count = 0;
    service->standings_of = 0;
    service->reminder_count = 0;
    service->claim.taken = false;
    service->paused_s = 0;
    service->set = 0;
    service->tick_count = 0;
    service->account_count = 0;
    service->unread = (struct unread){0};
    service->shown = (struct warn_shown){{0}};
    service->about = (struct told_about){.tells_sealing = true};
    service->question = (struct told_question){.text = ""};
    preference_init(&service->preferences);
    for (size_t i = 0; i < SERVICE_SETTINGS_MAX; i++) {
        service->standings[i] = (struct standing){.state = STANDING_UNKNOWN};
        service->kept[i] = (struct kept_standing){.visit = ""};
    }
}

int64_t service_now_s(const struct service *service)
{
    return service->now_ms / S_PER_MS;
}

static int stale_days(const struct service *service)
{
    return (int)preference_number(&service->preferences, PREFERENCE_STALE_DAYS);
}

static void tell_standings(struct service *service)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct standing *standing = &service->standings[i];
        enum standing_state state = standing_view(standing, service->now_ms, stale_days(service));
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

struct phrase_context service_context(const struct service *service, const struct report *report)
{
    struct view language = view_of(service->preferences.values[PREFERENCE_LANGUAGE]);
    return phrase_context_for(service->arena, language.len > 0 ? language : report->locale,
                              report->page.lang, service->primary);
}

struct knowledge service_knowledge(const struct service *service)
{
    return (struct knowledge){
        .standings = service->standings,
        .ticks = service->ticks,
        .tick_count = service->tick_count,
        .unread = &service->unread,
        .region = service->preferences.values[PREFERENCE_REGION],
        .intent = service->account.intent,
        .stale_days = stale_days(service),
        .now_ms = service->now_ms,
    };
}

/* From what is known to what is told; with reading NULL there is no page. */
static void tell(struct service *service, const struct report *report,
                 const struct reading *reading, struct answer *ret)
{
    struct phrase_context context = service_context(service, report);
    struct knowledge knowledge = service_knowledge(service);
    const struct warn_rule rule = {
        .zone = &service->zone,
        .style = service->preferences.values[PREFERENCE_WARNING],
        .shown = &service->shown,
    };
    knowledge.reading = reading;
    service->question.text = phrase_make(&context, TEXT_QUESTION_ACCOUNTS);
    tell_standings(service);
    reminders_tell(service, &context);
    guide_make(&context, &knowledge, &service->guide);
    guide_verdict(&context, &knowledge, &service->verdict);
    warn_make(&context, &knowledge, &rule, &service->warning);
    about_tell(service, &context);
    *ret = (struct answer){
        .setting = service->primary,
        .readings = service->readings,
        .reading_count = reading ? catalogue_setting_count : 0,
        .standings = service->told,
        .standing_count = service->told_count,
        .guide = &service->guide,
        .verdict = &service->verdict,
        .warning = &service->warning,
        .about = &service->about,
        .reminders = service->told_reminders,
        .reminder_count =
            service->reminder_count < SERVICE_TOLD_MAX ? service->reminder_count : SERVICE_TOLD_MAX,
        .question = &service->question,
    };
}

static void detect_all(struct service *service, const struct page *page)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        detect_page(page, (int)i, &service->readings[i]);
    }
}

/* What hangs on the account beside its standings, and what belongs to nobody's. */
static enum error load_rest(struct service *service, struct store *store,
                            const struct request *request)
{
    enum error error = reminders_load(service, store, service->account.id);
    if (error == E_OK) {
        error = store_find_shown(store, service->account.id, request->report.page.visit,
                                 &service->shown);
    }
    if (error == E_OK) {
        error = about_load(service, store);
    }
    if (error == E_OK) {
        error = store_list_ticks(store, service->account.id, service->primary, service->ticks,
                                 GUIDE_EXITS_MAX, &service->tick_count);
    }
    return error == E_OK ? store_find_question(store, service->question.accounts) : error;
}

enum error service_change(struct service *service, const struct request *request,
                          enum store_mode mode, service_step *change)
{
    struct store *store = NULL;
    enum error error = store_open(mode, &store);
    if (error != E_OK || !store) {
        return error == E_OK ? E_NO_ACCOUNT : error;
    }
    error = store_begin(store);
    if (error == E_OK) {
        error = store_load_preferences(store, &service->preferences);
        if (error == E_OK) {
            error = change(service, store, request);
        }
        if (error == E_OK) {
            error = store_commit(store);
        }
        if (error != E_OK) {
            store_rollback(store);
        }
    }
    service->open = store;
    if (!service->closes_late) {
        service_rest(service);
    }
    return error;
}

enum error service_read(struct service *service, const struct request *request, service_step *read)
{
    struct store *store = NULL;
    enum error error = store_open(STORE_READ, &store);
    if (error != E_OK || !store) {
        return error;
    }
    error = store_load_preferences(store, &service->preferences);
    if (error == E_OK) {
        error = read(service, store, request);
    }
    store_close(store);
    return error;
}

static enum error record(struct service *service, struct store *store,
                         const struct request *request)
{
    enum error error = record_report(service, store, &request->report);
    return error == E_OK ? load_rest(service, store, request) : error;
}

/* The standings that this one look would make; without history it may not confirm. */
static void suppose(struct service *service, const struct report *report, bool may_confirm)
{
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct reading *reading = &service->readings[i];
        struct visit_memory memory = {.looked = false};
        const struct kept_visit visit = {.began_ms = service->now_ms - report->page.waited_ms,
                                         .told_ms = service->now_ms};
        if (reading->state == READING_ON || reading->state == READING_OFF) {
            struct look look = record_look(service, report, reading, &visit);
            look.confirmable = look.confirmable && may_confirm;
            struct standing none = {.state = STANDING_UNKNOWN};
            service->standings[i] = standing_look(&memory, &none, false, &look);
        }
    }
}

static void answer_report(struct service *service, const struct request *request,
                          struct answer *ret)
{
    const struct report *report = &request->report;
    detect_all(service, &report->page);
    enum error error = service_change(service, request, STORE_ADD, record);
    if (error != E_OK) {
        const struct preferences preferences = service->preferences;
        forget_all(service, service->now_ms);
        service->preferences = preferences;
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

/* The account named, else the asking profile's, else the one that stands worst. */
static enum error find_account(struct service *service, struct store *store,
                               const struct request *request)
{
    if (request->order.account != 0) {
        return store_get_account(store, request->order.account, &service->account);
    }
    if (request->report.instance.len > 0) {
        return store_find_account(store, request->report.instance, &service->account);
    }
    enum error error = accounts_load(service, store);
    if (error == E_OK && service->account_count > 0) {
        error = store_get_account(store, service->accounts[0].id, &service->account);
    }
    return error;
}

enum error service_load(struct service *service, struct store *store, const struct request *request)
{
    enum error error = find_account(service, store, request);
    if (error == E_OK && service->account.id != 0) {
        error = record_load(service, store);
    }
    if (error == E_OK) {
        error = store_find_unread(store, service->account.id, service->primary, &service->unread);
    }
    return error == E_OK ? load_rest(service, store, request) : error;
}

/* Who names no profile is the person at the command line, and is told of every account. */
static void answer_status(struct service *service, const struct request *request,
                          struct answer *ret)
{
    /* Where there is no history there is no key. */
    if (!service->about.sealing) {
        service->about.sealing = "none";
    }
    tell(service, &request->report, NULL, ret);
    if (request->report.instance.len == 0) {
        ret->accounts = service->accounts;
        ret->account_count = service->account_count;
    }
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
        answer_report(service, request, ret);
        break;
    case COMMAND_REMIND:
        error = reminders_answer(service, request, ret);
        break;
    case COMMAND_STATUS:
        error = service_read(service, request, service_load);
        if (error == E_OK) {
            answer_status(service, request, ret);
        }
        break;
    case COMMAND_ACCOUNTS:
        error = accounts_answer(service, request, ret);
        break;
    case COMMAND_SETTINGS:
        error = settings_answer(service, request, ret);
        break;
    case COMMAND_EXIT:
        error = checklist_answer(service, request, ret);
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
    case COMMAND_SHOWN:
        error = shown_answer(service, request, ret);
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
