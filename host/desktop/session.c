#include "desktop/session.h"

#include <gio/gio.h>

#include "desktop/bus.h"

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

bool session_open(struct session *session, void *cancellable)
{
    session->cancellable = cancellable;
    if (bus_is_there()) {
        session->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, cancellable, NULL);
    }
    if (session->bus) {
        /* GLib's default is to end the program when the bus goes. */
        g_dbus_connection_set_exit_on_close(session->bus, FALSE);
    }
    return session->bus != NULL;
}

void session_close(struct session *session)
{
    g_clear_object((GDBusConnection **)&session->bus);
}

static GVariant *ask(const struct session *session, const char *name,
                     const struct session_call *call, GVariant *arguments, const char *type)
{
    GDBusCallFlags flags =
        session->starts ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START;
    return g_dbus_connection_call_sync(session->bus, name, call->path, call->iface, call->method,
                                       arguments, G_VARIANT_TYPE(type), flags, -1,
                                       session->cancellable, NULL);
}

void *session_ask(struct session *session, const struct session_call *call, void *arguments,
                  const char *type)
{
    return ask(session, session->name, call, arguments, type);
}

uint32_t session_owner(struct session *session)
{
    static const struct session_call call = {BUS_PATH, BUS_NAME, "GetConnectionUnixProcessID"};
    guint32 process = 0;
    GVariant *reply = ask(session, BUS_NAME, &call, g_variant_new("(s)", session->name), "(u)");
    if (reply) {
        g_variant_get(reply, "(u)", &process);
        g_variant_unref(reply);
    }
    return process;
}
