/*
 * A notification server that can do what the test says and no more, since no real one can be made
 * to do less: its arguments are its capabilities. It shows nothing; each Notify is a line of its
 * arguments as GVariant text. A line on its input closes the last, or presses the button it names.
 */
#include <stdio.h>
#include <string.h>

#include <gio/gio.h>

static const char interface_xml[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/></method>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "</interface></node>";

struct server {
    GDBusConnection *bus;
    char **capabilities;
    guint32 last;
};

static void answer(GDBusConnection *bus, const char *sender, const char *path, const char *iface,
                   const char *method, GVariant *arguments, GDBusMethodInvocation *invocation,
                   void *data)
{
    struct server *server = data;
    (void)bus;
    (void)sender;
    (void)path;
    (void)iface;
    if (strcmp(method, "GetCapabilities") == 0) {
        g_dbus_method_invocation_return_value(invocation,
                                              g_variant_new("(^as)", server->capabilities));
    } else if (strcmp(method, "GetServerInformation") == 0) {
        g_dbus_method_invocation_return_value(invocation,
                                              g_variant_new("(ssss)", "stand-in", "", "1", "1.2"));
    } else {
        char *text = g_variant_print(arguments, FALSE);
        puts(text);
        g_free(text);
        g_variant_get_child(arguments, 1, "u", &server->last);
        g_dbus_method_invocation_return_value(invocation, g_variant_new("(u)", server->last));
    }
}

static void tell(struct server *server, const char *signal, GVariant *arguments)
{
    (void)g_dbus_connection_emit_signal(server->bus, NULL, "/org/freedesktop/Notifications",
                                        "org.freedesktop.Notifications", signal, arguments, NULL);
}

static gboolean on_line(GIOChannel *channel, GIOCondition condition, void *data)
{
    struct server *server = data;
    char *line = NULL;
    (void)condition;
    if (g_io_channel_read_line(channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL) {
        return G_SOURCE_REMOVE;
    }
    g_strchomp(line);
    if (strcmp(line, "close") != 0) {
        tell(server, "ActionInvoked", g_variant_new("(us)", server->last, line));
    }
    tell(server, "NotificationClosed", g_variant_new("(uu)", server->last, 2U));
    g_free(line);
    return G_SOURCE_CONTINUE;
}

static void on_name(GDBusConnection *bus, const char *name, void *data)
{
    (void)bus;
    (void)name;
    (void)data;
    puts("ready");
}

int main(int argc, char **argv)
{
    static const GDBusInterfaceVTable table = {.method_call = answer};
    (void)argc;
    struct server server = {.capabilities = argv + 1};
    GDBusNodeInfo *node = g_dbus_node_info_new_for_xml(interface_xml, NULL);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    server.bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
    if (!server.bus ||
        !g_dbus_connection_register_object(server.bus, "/org/freedesktop/Notifications",
                                           node->interfaces[0], &table, &server, NULL, NULL)) {
        return 1;
    }
    (void)g_bus_own_name_on_connection(server.bus, "org.freedesktop.Notifications",
                                       G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, NULL, NULL);
    (void)g_io_add_watch(g_io_channel_unix_new(0), G_IO_IN | G_IO_HUP, on_line, &server);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
