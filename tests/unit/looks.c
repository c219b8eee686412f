#include "looks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "support.h"

struct looks looks;

static int64_t offset_s(const void *self, int64_t utc_s)
{
    (void)utc_s;
    return ((const struct looks *)self)->offset_s;
}

int looks_begin(void **state)
{
    looks.now_ms = INT64_C(1770000000000);
    looks.offset_s = 0;
    service_init(&looks.service, &looks.arena, (struct zone){offset_s, &looks});
    return support_make_home(state);
}

int looks_end(void **state)
{
    arena_finish(&looks.arena);
    return support_drop_home(state);
}

struct view looks_instance(int instance)
{
    static char uuids[64][PAGE_UUID_LEN + 1];
    assert_in_range(instance, 0, 63);
    snprintf(uuids[instance], sizeof uuids[0], "%08x-3c52-4d71-9e10-aabbccddeeff",
             (unsigned)instance);
    return view_of(uuids[instance]);
}

static struct view visit_of(const struct look_plan *plan)
{
    static char uuid[PAGE_UUID_LEN + 1];
    snprintf(uuid, sizeof uuid, "%08x-1d2e-4b6f-8a90-0011%08x", (unsigned)plan->visit,
             (unsigned)plan->instance);
    return view_of(uuid);
}

static void put_switch(struct page *page, const struct look_plan *plan,
                       const struct setting *setting)
{
    looks.control = (struct control){
        .ref = 1,
        .kind = CONTROL_INPUT,
        .role = view_of("switch"),
        .keys = {view_of(setting->keys[0])},
        .key_count = plan->unkeyed ? 0 : 1,
        .description = view_of(plan->wording),
        .checked = plan->on ? SIGNAL_ON : SIGNAL_OFF,
        .default_checked = plan->restored ? SIGNAL_ON : SIGNAL_OFF,
        .aria_checked = plan->mixed ? SIGNAL_MIXED : SIGNAL_NONE,
        .visible = true,
    };
    page->controls = &looks.control;
    page->control_count = 1;
}

static void put_row(struct page *page, const struct look_plan *plan, const struct setting *setting)
{
    looks.row = (struct row){
        .path = view_of(setting->pages[0]),
        .word = view_of(plan->on ? "On" : "Off"),
    };
    page->path = view_of(setting->listed_on[0]);
    page->rows = &looks.row;
    page->row_count = 1;
}

struct report looks_report(const struct look_plan *plan)
{
    const struct setting *setting =
        &catalogue_settings[plan->other ? plan->other : looks.service.primary];
    int64_t steady_ms = plan->steady_ms ? plan->steady_ms : 1500;
    struct report report = {
        .instance = looks_instance(plan->instance),
        .family = FAMILY_FIREFOX,
        .locale = view_of("en"),
        .page = {.path = view_of(setting->pages[0]),
                 .lang = view_of(plan->lang ? plan->lang : "en"),
                 .visit = visit_of(plan),
                 .load = plan->same_document ? LOAD_SAME_DOCUMENT : LOAD_FRESH,
                 .touched = plan->touched,
                 .steady_ms = steady_ms,
                 .waited_ms = plan->waited_ms ? plan->waited_ms : steady_ms + 500,
                 .truncated = plan->truncated},
    };
    if (plan->wall) {
        report.page.path = view_of("/login");
        report.page.wanted = view_of(setting->pages[0]);
    } else if (plan->by_row) {
        put_row(&report.page, plan, setting);
    } else if (!plan->empty) {
        put_switch(&report.page, plan, setting);
    }
    return report;
}

static enum error answer(const struct request *request)
{
    looks.now_ms += LOOKS_STEP_MS;
    arena_reset(&looks.arena);
    return service_answer(&looks.service, request, looks.now_ms, &looks.answer);
}

void looks_answer(const struct look_plan *plan)
{
    const struct request request = {.command = COMMAND_REPORT, .report = looks_report(plan)};
    assert_int_equal(answer(&request), E_OK);
    assert_true(looks.answer.tells_recorded);
    assert_int_equal(looks.answer.recorded, looks.answer.record_error == E_OK);
}

enum error looks_ask(enum command command, int instance)
{
    struct request request = {.command = command, .report = {.locale = view_of("en")}};
    if (instance >= 0) {
        request.report.instance = looks_instance(instance);
    }
    return answer(&request);
}

enum error looks_order(enum command command, int instance, const struct order *order)
{
    struct request request = {
        .command = command, .report = {.locale = view_of("en")}, .order = *order};
    if (instance >= 0) {
        request.report.instance = looks_instance(instance);
    }
    return answer(&request);
}

const struct told_standing *looks_told(void)
{
    for (size_t i = 0; i < looks.answer.standing_count; i++) {
        if (looks.answer.standings[i].setting == looks.service.primary) {
            return &looks.answer.standings[i];
        }
    }
    fail_msg("the setting that matters has no standing");
    return NULL;
}

const char *looks_state(void)
{
    return detect_state_name(looks.answer.readings[looks.service.primary].state);
}

void looks_assert_standing(const char *name)
{
    assert_string_equal(standing_name(looks_told()->state), name);
}

void looks_assert_reminder(enum remind_kind kind)
{
    assert_int_equal(looks.answer.reminder_count, 1);
    assert_int_equal(looks.answer.reminders[0].kind, kind);
}

enum error looks_accounts(struct order order)
{
    return looks_order(COMMAND_ACCOUNTS, -1, &order);
}

enum error looks_set(const char *name, const char *value)
{
    const struct order order = {
        .action = ORDER_SET, .name = view_of(name), .value = view_of(value)};
    return looks_order(COMMAND_SETTINGS, -1, &order);
}

enum error looks_tick(enum order_action action, const char *exit)
{
    const struct order order = {.action = action, .name = view_of(exit)};
    return looks_order(COMMAND_EXIT, -1, &order);
}

const struct told_exit *looks_exit(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->exit_count; i++) {
        if (strcmp(guide->exits[i].exit->id, id) == 0) {
            return &guide->exits[i];
        }
    }
    fail_msg("no exit %s", id);
    return NULL;
}
