#include "desktop/manager.h"

#include <string.h>
#include <time.h>

#include <gio/gio.h>

#include "desktop/deadline.h"
#include "desktop/session.h"

#define NAME       "org.freedesktop.systemd1"
#define PATH       "/org/freedesktop/systemd1"
#define MANAGER    NAME ".Manager"
#define UNIT       NAME ".Unit"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define US_PER_S   G_USEC_PER_SEC
#define TRIES      20
#define TRY_US     50000

/* ---- what a unit says of itself ---- */

static GVariant *ask_manager(struct session *session, const char *method, GVariant *arguments,
                             const char *type)
{
    struct session_call call = {PATH, MANAGER, method};
    return session_ask(session, &call, arguments, type);
}

/* The unit's object; a name without a file has one, too. Owned. */
static char *load(struct session *session, const char *unit)
{
    char *path = NULL;
    GVariant *reply = ask_manager(session, "LoadUnit", g_variant_new("(s)", unit), "(o)");
    if (reply) {
        g_variant_get(reply, "(o)", &path);
        g_variant_unref(reply);
    }
    return path;
}

/* a{sv} of one interface; NULL = no answer. Owned. */
static GVariant *read_all(struct session *session, const char *path, const char *iface)
{
    GVariant *values = NULL;
    struct session_call call = {path, PROPERTIES, "GetAll"};
    GVariant *reply = session_ask(session, &call, g_variant_new("(s)", iface), "(a{sv})");
    if (reply) {
        values = g_variant_get_child_value(reply, 0);
        g_variant_unref(reply);
    }
    return values;
}

static void take_text(GVariant *values, const char *name, char *ret, size_t size)
{
    const char *text = NULL;
    if (g_variant_lookup(values, name, "&s", &text)) {
        (void)g_strlcpy(ret, text, size);
    }
}

static bool is_text(GVariant *values, const char *name, const char *wanted)
{
    char text[MANAGER_WORD_MAX + 1] = "";
    take_text(values, name, text, sizeof text);
    return strcmp(text, wanted) == 0;
}

static int64_t take_time_s(GVariant *values, const char *name)
{
    guint64 at_us = 0;
    bool found = g_variant_lookup(values, name, "t", &at_us);
    return found && at_us != G_MAXUINT64 ? (int64_t)(at_us / US_PER_S) : 0;
}

/* ---- the timer ---- */

/* A time on the clock that only ever runs on, as one of the wall's. */
static int64_t from_monotonic(int64_t at_s)
{
    struct timespec wall = {0};
    struct timespec on = {0};
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &on);
    return at_s == 0 ? 0 : at_s + (wall.tv_sec - on.tv_sec);
}

static void read_times(GVariant *timer, struct manager_timer *ret)
{
    int64_t wall_s = take_time_s(timer, "NextElapseUSecRealtime");
    int64_t soon_s = from_monotonic(take_time_s(timer, "NextElapseUSecMonotonic"));
    ret->last_s = take_time_s(timer, "LastTriggerUSec");
    ret->next_s = wall_s == 0 || (soon_s != 0 && soon_s < wall_s) ? soon_s : wall_s;
}

static void read_timer_unit(GVariant *unit, struct manager_timer *ret)
{
    gboolean outdated = FALSE;
    take_text(unit, "LoadState", ret->load, sizeof ret->load);
    take_text(unit, "FragmentPath", ret->path, sizeof ret->path);
    (void)g_variant_lookup(unit, "NeedDaemonReload", "b", &outdated);
    ret->outdated = outdated;
    ret->known = strcmp(ret->load, "loaded") == 0;
    ret->enabled = is_text(unit, "UnitFileState", "enabled");
    ret->active = is_text(unit, "ActiveState", "active");
}

static bool read_timer(struct session *session, struct manager_timer *ret)
{
    char *path = load(session, MANAGER_TIMER);
    GVariant *unit = path ? read_all(session, path, UNIT) : NULL;
    GVariant *timer = path ? read_all(session, path, NAME ".Timer") : NULL;
    bool well = unit && timer;
    if (well) {
        read_timer_unit(unit, ret);
        read_times(timer, ret);
    }
    g_clear_pointer(&unit, g_variant_unref);
    g_clear_pointer(&timer, g_variant_unref);
    g_free(path);
    return well;
}

/* ---- what it starts ---- */

static void read_program(GVariant *service, struct manager_timer *ret)
{
    GVariant *commands = g_variant_lookup_value(service, "ExecStart", NULL);
    if (commands && g_variant_is_of_type(commands, G_VARIANT_TYPE_ARRAY) &&
        g_variant_n_children(commands) > 0) {
        GVariant *first = g_variant_get_child_value(commands, 0);
        if (g_variant_is_of_type(first, G_VARIANT_TYPE_TUPLE) && g_variant_n_children(first) > 0) {
            GVariant *program = g_variant_get_child_value(first, 0);
            if (g_variant_is_of_type(program, G_VARIANT_TYPE_STRING)) {
                (void)g_strlcpy(ret->program, g_variant_get_string(program, NULL),
                                sizeof ret->program);
            }
            g_variant_unref(program);
        }
        g_variant_unref(first);
    }
    g_clear_pointer(&commands, g_variant_unref);
}

static void read_service_values(GVariant *unit, GVariant *service, struct manager_timer *ret)
{
    gboolean outdated = FALSE;
    gint32 status = 0;
    take_text(unit, "LoadState", ret->service_load, sizeof ret->service_load);
    take_text(unit, "FragmentPath", ret->service_path, sizeof ret->service_path);
    (void)g_variant_lookup(unit, "NeedDaemonReload", "b", &outdated);
    ret->outdated = ret->outdated || outdated;
    ret->ran_s = take_time_s(service, "ExecMainStartTimestamp");
    take_text(service, "Result", ret->result, sizeof ret->result);
    (void)g_variant_lookup(service, "ExecMainStatus", "i", &status);
    ret->status = status;
    read_program(service, ret);
}

static bool read_service(struct session *session, struct manager_timer *ret)
{
    char *path = load(session, MANAGER_SERVICE);
    GVariant *unit = path ? read_all(session, path, UNIT) : NULL;
    GVariant *service = path ? read_all(session, path, NAME ".Service") : NULL;
    bool well = unit && service;
    if (well) {
        read_service_values(unit, service, ret);
    }
    g_clear_pointer(&unit, g_variant_unref);
    g_clear_pointer(&service, g_variant_unref);
    g_free(path);
    return well;
}

/* ---- in the thread that may hang ---- */

struct visit {
    struct session session;
    struct manager_timer timer;
    bool changed;
    enum error error;
};

static void look(struct visit *visit)
{
    memset(&visit->timer, 0, sizeof visit->timer);
    visit->timer.answers =
        read_timer(&visit->session, &visit->timer) && read_service(&visit->session, &visit->timer);
}

/* One whose own socket is there. It takes its name on the bus only once that has come up. */
static bool is_running(void)
{
    char *path = g_build_filename(g_get_user_runtime_dir(), "systemd", "private", NULL);
    bool found = g_file_test(path, G_FILE_TEST_EXISTS);
    g_free(path);
    return found;
}

static void look_patiently(struct visit *visit)
{
    look(visit);
    for (int tries = 0; !visit->timer.answers && tries < TRIES && is_running(); tries++) {
        if (g_cancellable_is_cancelled(visit->session.cancellable)) {
            return;
        }
        g_usleep(TRY_US);
        look(visit);
    }
}

static void run_look(void *data, void *cancellable)
{
    struct visit *visit = data;
    visit->session.name = NAME;
    if (session_open(&visit->session, cancellable)) {
        look_patiently(visit);
    }
    visit->timer.slow = g_cancellable_is_cancelled(cancellable);
}

static GVariant *timer_list(void)
{
    const char *const names[] = {MANAGER_TIMER, NULL};
    return g_variant_new_strv(names, -1);
}

static bool order(struct visit *visit, const char *method, GVariant *arguments, const char *type)
{
    GVariant *reply = ask_manager(&visit->session, method, arguments, type);
    if (reply) {
        g_variant_unref(reply);
    }
    return reply != NULL;
}

/* One that is enabled for everybody gets no link in the person's own folder. */
static bool enable(struct visit *visit)
{
    bool enabled = visit->timer.enabled ||
                   order(visit, "EnableUnitFiles",
                         g_variant_new("(@asbb)", timer_list(), FALSE, TRUE), "(ba(sss))");
    return enabled && order(visit, "Reload", NULL, "()") &&
           order(visit, "StartUnit", g_variant_new("(ss)", MANAGER_TIMER, "replace"), "(o)");
}

/* Files that came since are known only after a reload. */
static void run_enable(void *data, void *cancellable)
{
    struct visit *visit = data;
    const struct manager_timer *timer = &visit->timer;
    run_look(visit, cancellable);
    visit->error = timer->answers ? E_OK : E_NO_MANAGER;
    if (!timer->answers || (timer->enabled && timer->active && !timer->outdated)) {
        return;
    }
    if (order(visit, "Reload", NULL, "()")) {
        look(visit);
    }
    visit->changed = timer->known && enable(visit);
    bool slow = g_cancellable_is_cancelled(cancellable);
    visit->error = visit->changed ? E_OK : slow ? E_NO_MANAGER : E_UNWELL;
}

static void drop(void *data)
{
    struct visit *visit = data;
    session_close(&visit->session);
    g_free(visit);
}

/* ---- what the others call ---- */

void manager_look_at_timer(struct manager_timer *ret)
{
    static const struct deadline_work work = {run_look, drop};
    struct visit *visit = g_new0(struct visit, 1);
    *ret = (struct manager_timer){.slow = true};
    if (deadline_run(&work, visit, MANAGER_LOOK_MS)) {
        *ret = visit->timer;
        drop(visit);
    }
}

enum error manager_enable_timer(bool *ret_changed)
{
    static const struct deadline_work work = {run_enable, drop};
    struct visit *visit = g_new0(struct visit, 1);
    *ret_changed = false;
    if (!deadline_run(&work, visit, MANAGER_CHANGE_MS)) {
        return E_NO_MANAGER;
    }
    enum error error = visit->error;
    *ret_changed = visit->changed;
    drop(visit);
    return error;
}
