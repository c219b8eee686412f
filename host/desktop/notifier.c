#include "desktop/notifier.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "desktop/bus.h"
#include "desktop/deadline.h"
#include "desktop/session.h"

#define NAME     "org.freedesktop.Notifications"
#define PATH     "/org/freedesktop/Notifications"
#define OWNER_MS 1000

/* The second question is the bus's, which answers while the server does not. */
struct visit {
    struct session session;
    struct notifier found;
};

static bool read_server(struct visit *visit)
{
    static const struct session_call call = {PATH, NAME, "GetServerInformation"};
    const char *name = NULL;
    const char *version = NULL;
    GVariant *reply = session_ask(&visit->session, &call, NULL, "(ssss)");
    if (reply) {
        g_variant_get(reply, "(&s&s&s&s)", &name, NULL, &version, NULL);
        (void)g_strlcpy(visit->found.name, name, sizeof visit->found.name);
        (void)g_strlcpy(visit->found.version, version, sizeof visit->found.version);
        g_variant_unref(reply);
    }
    return reply != NULL;
}

static void note_capability(struct notifier *found, const char *word)
{
    found->actions = found->actions || strcmp(word, "actions") == 0;
    found->markup = found->markup || strcmp(word, "body-markup") == 0;
    found->persistence = found->persistence || strcmp(word, "persistence") == 0;
    if (found->capabilities[0] != '\0') {
        (void)g_strlcat(found->capabilities, " ", sizeof found->capabilities);
    }
    (void)g_strlcat(found->capabilities, word, sizeof found->capabilities);
}

static bool read_capabilities(struct visit *visit)
{
    static const struct session_call call = {PATH, NAME, "GetCapabilities"};
    GVariantIter *words = NULL;
    const char *word = NULL;
    GVariant *reply = session_ask(&visit->session, &call, NULL, "(as)");
    if (!reply) {
        return false;
    }
    g_variant_get(reply, "(as)", &words);
    while (g_variant_iter_next(words, "&s", &word)) {
        note_capability(&visit->found, word);
    }
    g_variant_iter_free(words);
    g_variant_unref(reply);
    return true;
}

static bool is_set(const char *name)
{
    const char *value = secure_getenv(name);
    return value && value[0] != '\0';
}

static void run_look(void *data, void *cancellable)
{
    struct visit *visit = data;
    visit->session.name = NAME;
    visit->session.starts = visit->found.on_screen;
    if (session_open(&visit->session, cancellable)) {
        bool answers = read_server(visit) && read_capabilities(visit);
        visit->found.state = answers ? NOTIFIER_ANSWERS : NOTIFIER_NONE;
    }
    if (g_cancellable_is_cancelled(cancellable)) {
        visit->found.state = NOTIFIER_SILENT;
    }
}

static void run_owner(void *data, void *cancellable)
{
    struct visit *visit = data;
    visit->session.name = NAME;
    if (session_open(&visit->session, cancellable)) {
        visit->found.process = session_owner(&visit->session);
    }
}

static void drop(void *data)
{
    struct visit *visit = data;
    session_close(&visit->session);
    g_free(visit);
}

/* The third field of /proc/PID/stat; the second may hold anything, in parentheses. */
static bool is_stopped(unsigned process)
{
    char *path = g_strdup_printf("/proc/%u/stat", process);
    char *text = NULL;
    bool read = g_file_get_contents(path, &text, NULL, NULL);
    const char *end = read ? strrchr(text, ')') : NULL;
    bool stopped = end && (end[1] == ' ') && (end[2] == 'T' || end[2] == 't');
    g_free(path);
    g_free(text);
    return stopped;
}

static void look_for_owner(struct notifier *ret)
{
    static const struct deadline_work work = {run_owner, drop};
    struct visit *visit = g_new0(struct visit, 1);
    if (!deadline_run(&work, visit, OWNER_MS)) {
        return;
    }
    ret->process = visit->found.process;
    ret->stopped = ret->process > 0 && is_stopped(ret->process);
    drop(visit);
}

void notifier_look(struct notifier *ret)
{
    static const struct deadline_work work = {run_look, drop};
    bool on_screen = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    *ret = (struct notifier){.state = NOTIFIER_NO_BUS, .on_screen = on_screen};
    if (!bus_is_there()) {
        return;
    }
    struct visit *visit = g_new0(struct visit, 1);
    visit->found = *ret;
    ret->state = NOTIFIER_SILENT;
    if (deadline_run(&work, visit, NOTIFIER_LIMIT_MS - OWNER_MS)) {
        *ret = visit->found;
        drop(visit);
    }
    if (ret->state == NOTIFIER_SILENT) {
        look_for_owner(ret);
    }
}
