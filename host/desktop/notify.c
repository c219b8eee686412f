#include "desktop/notify.h"

#include <string.h>

#include <libnotify/notify.h>

#include "desktop/bus.h"
#include "desktop/deadline.h"

#define APP_NAME "Optwatch"
#define ICON     "optwatch"
#define SERVER   "org.freedesktop.Notifications"
/* "OPTW": far from the small numbers that servers count up, so that it is nobody else's. */
#define STABLE_ID 0x4f505457
#define CALL_MS   (NOTIFY_LIMIT_MS / 2)

struct button {
    struct notify *notify; /* borrowed */
    enum notify_answer answer;
    char *label;
};

struct notify {
    char *title, *text, *by_hand;
    bool critical;
    struct button buttons[NOTIFY_BUTTONS_MAX];
    size_t button_count;
    struct button plain; /* a click on the text */
    GDBusConnection *bus;
    char *owner; /* the server's unique name: another server knows nothing of us */
    NotifyNotification *shown;
    bool failed, gone; /* gone: so is the server */
    enum notify_answer answer;
    GMainLoop *loop;
};

static void ignore(const char *domain, GLogLevelFlags level, const char *message, void *data)
{
    (void)domain;
    (void)level;
    (void)message;
    (void)data;
}

static char *escape(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        switch (*at) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        default:
            g_string_append_c(out, *at);
        }
    }
    return g_string_free(out, FALSE);
}

static bool has(GList *capabilities, const char *name)
{
    return g_list_find_custom(capabilities, name, (GCompareFunc)(void (*)(void))strcmp) != NULL;
}

static char *make_body(const struct notify *notify, bool by_hand, bool markup)
{
    char *plain = by_hand && notify->by_hand[0] != '\0'
                      ? g_strconcat(notify->text, "\n", notify->by_hand, NULL)
                      : g_strdup(notify->text);
    if (!markup) {
        return plain;
    }
    char *escaped = escape(plain);
    g_free(plain);
    return escaped;
}

/* ---- in the thread that may hang ---- */

static bool connect_bus(struct notify *notify, GCancellable *cancellable)
{
    notify->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, cancellable, NULL);
    if (notify->bus) {
        /* GLib's default is to end the program when the bus goes. */
        g_dbus_connection_set_exit_on_close(notify->bus, FALSE);
    }
    return notify->bus != NULL;
}

/* Asked of the bus, and with a limit of its own: libnotify's calls have none that can be set. */
static bool find_owner(struct notify *notify, GCancellable *cancellable)
{
    GVariant *reply = g_dbus_connection_call_sync(
        notify->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
        "GetNameOwner", g_variant_new("(s)", SERVER), G_VARIANT_TYPE("(s)"), G_DBUS_CALL_FLAGS_NONE,
        CALL_MS, cancellable, NULL);
    if (reply) {
        g_variant_get(reply, "(s)", &notify->owner);
        g_variant_unref(reply);
    }
    return reply != NULL;
}

static void on_action(NotifyNotification *shown, char *action, void *data)
{
    (void)shown;
    (void)action;
    struct button *button = data;
    button->notify->answer = button->answer;
    if (button->notify->loop) {
        g_main_loop_quit(button->notify->loop);
    }
}

/* xfce4-notifyd 0.7.3 draws the click on the text as one more button. */
static bool draws_default(void)
{
    char *name = NULL;
    bool known = notify_get_server_info(&name, NULL, NULL, NULL);
    bool draws = known && g_strcmp0(name, "Xfce Notify Daemon") == 0;
    g_free(name);
    return draws;
}

static void add_buttons(struct notify *notify)
{
    static const char *const keys[] = {
        [NOTIFY_OPEN] = "open",
        [NOTIFY_SNOOZE] = "snooze",
        [NOTIFY_SLOWER] = "slower",
        [NOTIFY_DONE] = "done",
    };
    bool twice = draws_default();
    if (notify->plain.label) {
        notify_notification_add_action(notify->shown, "default", notify->plain.label, on_action,
                                       &notify->plain, NULL);
    }
    for (size_t i = 0; i < notify->button_count; i++) {
        struct button *button = &notify->buttons[i];
        if (twice && button->answer == NOTIFY_OPEN) {
            continue;
        }
        notify_notification_add_action(notify->shown, keys[button->answer], button->label,
                                       on_action, button, NULL);
    }
}

static void make(struct notify *notify, GList *capabilities)
{
    bool buttons = has(capabilities, "actions");
    char *body = make_body(notify, !buttons, has(capabilities, "body-markup"));
    notify->shown = notify_notification_new(notify->title, body, ICON);
    g_free(body);
    g_object_set(notify->shown, "id", STABLE_ID, NULL);
    /* It waits for the person; what is left of it in the end is without buttons. */
    notify_notification_set_timeout(notify->shown, NOTIFY_EXPIRES_NEVER);
    notify_notification_set_urgency(notify->shown, notify->critical ? NOTIFY_URGENCY_CRITICAL
                                                                    : NOTIFY_URGENCY_NORMAL);
    if (buttons) {
        add_buttons(notify);
    }
}

static bool show(struct notify *notify, GCancellable *cancellable)
{
    if (!connect_bus(notify, cancellable) || !notify_init(APP_NAME)) {
        return false;
    }
    /* Starts a server that the bus knows, as a desktop's first notification does. */
    GList *capabilities = notify_get_server_caps();
    bool well = capabilities && find_owner(notify, cancellable);
    if (well) {
        make(notify, capabilities);
        well = notify_notification_show(notify->shown, NULL);
    }
    g_list_free_full(capabilities, g_free);
    return well;
}

static void run_show(void *data, void *cancellable)
{
    struct notify *notify = data;
    notify->failed = !show(notify, cancellable);
}

static void run_retire(void *data, void *cancellable)
{
    struct notify *notify = data;
    (void)cancellable;
    GList *capabilities = notify_get_server_caps();
    char *body = make_body(notify, true, has(capabilities, "body-markup"));
    notify_notification_clear_actions(notify->shown);
    notify_notification_update(notify->shown, notify->title, body, ICON);
    g_object_set(notify->shown, "id", STABLE_ID, NULL);
    if (!notify->critical) {
        notify_notification_set_urgency(notify->shown, NOTIFY_URGENCY_LOW);
    }
    (void)notify_notification_show(notify->shown, NULL);
    g_free(body);
    g_list_free_full(capabilities, g_free);
}

static void drop(void *data)
{
    notify_destroy(data);
}

/* ---- what the others call ---- */

static struct notify *copy(const struct notify_text *text)
{
    struct notify *notify = g_new0(struct notify, 1);
    notify->title = g_strdup(text->title);
    notify->text = g_strdup(text->text);
    notify->by_hand = g_strdup(text->by_hand ? text->by_hand : "");
    notify->critical = text->critical;
    notify->button_count = text->button_count;
    for (size_t i = 0; i < text->button_count; i++) {
        const struct notify_button *button = &text->buttons[i];
        notify->buttons[i] = (struct button){notify, button->answer, g_strdup(button->label)};
        if (button->answer == NOTIFY_OPEN) {
            notify->plain = (struct button){notify, NOTIFY_OPEN, g_strdup(button->label)};
        }
    }
    return notify;
}

enum error notify_show(const struct notify_text *text, struct notify **ret)
{
    static const struct deadline_work work = {run_show, drop};
    if (!bus_is_there()) {
        return E_LATER;
    }
    g_log_set_handler("libnotify", G_LOG_LEVEL_MASK, ignore, NULL);
    struct notify *notify = copy(text);
    if (!deadline_run(&work, notify, NOTIFY_LIMIT_MS)) {
        return E_LATER;
    }
    if (notify->failed) {
        notify_destroy(notify);
        return E_LATER;
    }
    *ret = notify;
    return E_OK;
}

static gboolean on_time(void *data)
{
    struct notify *notify = data;
    notify->answer = NOTIFY_LEFT;
    g_main_loop_quit(notify->loop);
    return G_SOURCE_REMOVE;
}

static void on_closed(NotifyNotification *shown, void *data)
{
    struct notify *notify = data;
    (void)shown;
    g_main_loop_quit(notify->loop);
}

static void leave(struct notify *notify)
{
    notify->gone = true;
    g_main_loop_quit(notify->loop);
}

static void on_owner(GDBusConnection *bus, const char *name, const char *owner, void *data)
{
    struct notify *notify = data;
    (void)bus;
    (void)name;
    if (strcmp(owner, notify->owner) != 0) {
        leave(notify);
    }
}

/* Told at once if the server was gone before; the bus's own end is told in the same way. */
static void on_vanished(GDBusConnection *bus, const char *name, void *data)
{
    (void)bus;
    (void)name;
    leave(data);
}

enum notify_answer notify_wait(struct notify *notify, int wait_s)
{
    notify->answer = NOTIFY_NONE;
    notify->loop = g_main_loop_new(NULL, FALSE);
    unsigned long closed = g_signal_connect(notify->shown, "closed", G_CALLBACK(on_closed), notify);
    unsigned timer = g_timeout_add_seconds((unsigned)wait_s, on_time, notify);
    unsigned watch = g_bus_watch_name_on_connection(
        notify->bus, SERVER, G_BUS_NAME_WATCHER_FLAGS_NONE, on_owner, on_vanished, notify, NULL);
    g_main_loop_run(notify->loop);
    g_bus_unwatch_name(watch);
    g_signal_handler_disconnect(notify->shown, closed);
    if (notify->answer != NOTIFY_LEFT) {
        g_source_remove(timer);
    }
    g_main_loop_unref(notify->loop);
    notify->loop = NULL;
    return notify->answer;
}

void notify_retire(struct notify *notify)
{
    static const struct deadline_work work = {run_retire, drop};
    if (notify->gone || deadline_run(&work, notify, NOTIFY_LIMIT_MS)) {
        notify_destroy(notify);
    }
}

void notify_destroy(struct notify *notify)
{
    if (!notify) {
        return;
    }
    /* Where the server is gone, libnotify would start it anew to let go of its notification. */
    if (!notify->gone && notify->shown) {
        g_object_unref(notify->shown);
    }
    g_clear_object(&notify->bus);
    g_free(notify->title);
    g_free(notify->text);
    g_free(notify->by_hand);
    g_free(notify->owner);
    g_free(notify->plain.label);
    for (size_t i = 0; i < notify->button_count; i++) {
        g_free(notify->buttons[i].label);
    }
    g_free(notify);
}
