#include "desktop/provider.h"

#include <string.h>

#include <gio/gio.h>

#define NAME             "org.freedesktop.secrets"
#define PATH             "/org/freedesktop/secrets"
#define SESSION_KEYRING  PATH "/collection/session" /* gone with the session, never locked */
#define SERVICE_IFACE    "org.freedesktop.Secret.Service"
#define COLLECTION_IFACE "org.freedesktop.Secret.Collection"
#define PROPERTIES_IFACE "org.freedesktop.DBus.Properties"
#define BUS_NAME         "org.freedesktop.DBus"
#define BUS_PATH         "/org/freedesktop/DBus"

static GVariant *ask(struct provider *provider, const char *path, const char *iface,
                     const char *method, GVariant *arguments, const char *type)
{
    GError *error = NULL;
    GVariant *reply = g_dbus_connection_call_sync(
        provider->bus, strcmp(path, BUS_PATH) == 0 ? BUS_NAME : NAME, path, iface, method,
        arguments, G_VARIANT_TYPE(type), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, provider->cancellable,
        &error);
    if (error) {
        provider->error = error;
    }
    return reply;
}

bool provider_connect(struct provider *provider)
{
    GError *error = NULL;
    provider->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, provider->cancellable, &error);
    provider->error = error;
    if (provider->bus) {
        /* GLib's default is to end the program when the bus goes. */
        g_dbus_connection_set_exit_on_close(provider->bus, FALSE);
    }
    return provider->bus != NULL;
}

static bool read_name(struct provider *provider, char ret[STORE_PROVIDER_MAX + 1])
{
    const char *owner = NULL;
    GVariant *reply =
        ask(provider, BUS_PATH, BUS_NAME, "GetNameOwner", g_variant_new("(s)", NAME), "(s)");
    if (!reply) {
        return false;
    }
    g_variant_get(reply, "(&s)", &owner);
    g_snprintf(ret, STORE_PROVIDER_MAX + 1, "%s %s", g_dbus_connection_get_guid(provider->bus),
               owner);
    g_variant_unref(reply);
    return true;
}

static void forget_error(struct provider *provider)
{
    g_clear_error((GError **)&provider->error);
}

static bool start_one(struct provider *provider)
{
    GVariant *reply = ask(provider, BUS_PATH, BUS_NAME, "StartServiceByName",
                          g_variant_new("(su)", NAME, 0U), "(u)");
    if (reply) {
        g_variant_unref(reply);
    }
    return reply != NULL;
}

bool provider_find(struct provider *provider, bool start)
{
    if (read_name(provider, provider->name)) {
        return true;
    }
    if (!start || !provider_is_absent(provider)) {
        return false;
    }
    forget_error(provider);
    return start_one(provider) && read_name(provider, provider->name);
}

bool provider_is_same(struct provider *provider)
{
    char now[STORE_PROVIDER_MAX + 1];
    return read_name(provider, now) && strcmp(now, provider->name) == 0;
}

static bool read_locked(struct provider *provider, const char *collection, bool *ret)
{
    GVariant *value = NULL;
    GVariant *reply = ask(provider, collection, PROPERTIES_IFACE, "Get",
                          g_variant_new("(ss)", COLLECTION_IFACE, "Locked"), "(v)");
    if (!reply) {
        return false;
    }
    g_variant_get(reply, "(v)", &value);
    /* What is no answer promises nothing. */
    *ret = !g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) || g_variant_get_boolean(value);
    g_variant_unref(value);
    g_variant_unref(reply);
    return true;
}

static bool note_lock(struct provider *provider, const char *collection, const char *standard)
{
    bool locked = true;
    if (strcmp(collection, SESSION_KEYRING) == 0) {
        return true;
    }
    if (!read_locked(provider, collection, &locked)) {
        return false;
    }
    if (strcmp(collection, standard) == 0) {
        provider->has_default = true;
        provider->default_locked = locked;
    } else {
        provider->other_locked = provider->other_locked || locked;
    }
    return true;
}

static bool note_locks(struct provider *provider, GVariant *collections, const char *standard)
{
    bool well = g_variant_is_of_type(collections, G_VARIANT_TYPE("ao"));
    for (gsize i = 0; well && i < g_variant_n_children(collections); i++) {
        const char *collection = NULL;
        g_variant_get_child(collections, i, "&o", &collection);
        well = note_lock(provider, collection, standard);
    }
    return well;
}

/* All keyrings but the standard one are in this list; so is that one, under its own path. */
static bool read_collections(struct provider *provider, const char *standard)
{
    GVariant *collections = NULL;
    GVariant *reply = ask(provider, PATH, PROPERTIES_IFACE, "Get",
                          g_variant_new("(ss)", SERVICE_IFACE, "Collections"), "(v)");
    if (!reply) {
        return false;
    }
    g_variant_get(reply, "(v)", &collections);
    bool well = note_locks(provider, collections, standard);
    g_variant_unref(collections);
    g_variant_unref(reply);
    return well;
}

bool provider_read_locks(struct provider *provider)
{
    const char *standard = NULL;
    GVariant *reply =
        ask(provider, PATH, SERVICE_IFACE, "ReadAlias", g_variant_new("(s)", "default"), "(o)");
    if (!reply) {
        return false;
    }
    g_variant_get(reply, "(&o)", &standard);
    bool well = read_collections(provider, standard);
    g_variant_unref(reply);
    return well;
}

bool provider_is_absent(const struct provider *provider)
{
    static const int absent[] = {G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SERVICE_UNKNOWN,
                                 G_DBUS_ERROR_SPAWN_EXEC_FAILED, G_DBUS_ERROR_SPAWN_CHILD_EXITED,
                                 G_DBUS_ERROR_SPAWN_FAILED};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        if (g_error_matches(provider->error, G_DBUS_ERROR, absent[i])) {
            return true;
        }
    }
    return false;
}

void provider_finish(struct provider *provider)
{
    forget_error(provider);
    g_clear_object((GDBusConnection **)&provider->bus);
}
