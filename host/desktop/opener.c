#include "desktop/opener.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>

#include "desktop/bus.h"
#include "desktop/deadline.h"

#define CALL_MS      2500
#define UNIT_LEN     40
#define MANAGER      "org.freedesktop.systemd1"
#define MANAGER_PATH "/org/freedesktop/systemd1"
#define PORTAL       "org.freedesktop.portal.Desktop"
#define PORTAL_PATH  "/org/freedesktop/portal/desktop"
#define USUAL_UMASK  022

/* One address on its way. */
struct opening {
    char *url;
    struct kept_program browser;
    GDBusConnection *bus; /* NULL = none */
    GCancellable *cancellable;
    bool opened;
};

static bool call(struct opening *opening, const char *name, const char *path, const char *iface,
                 const char *method, GVariant *arguments, GDBusCallFlags flags)
{
    g_variant_ref_sink(arguments);
    GVariant *reply =
        opening->bus
            ? g_dbus_connection_call_sync(opening->bus, name, path, iface, method, arguments, NULL,
                                          flags, CALL_MS, opening->cancellable, NULL)
            : NULL;
    g_variant_unref(arguments);
    if (reply) {
        g_variant_unref(reply);
    }
    return reply != NULL;
}

/* The manager may not have been told of the session's display and bus. */
static GVariant *make_environment(void)
{
    static const char *const names[] = {"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
                                        "DBUS_SESSION_BUS_ADDRESS"};
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("as"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = secure_getenv(names[i]);
        if (value && g_utf8_validate(value, -1, NULL)) {
            char *line = g_strconcat(names[i], "=", value, NULL);
            g_variant_builder_add(&builder, "s", line);
            g_free(line);
        }
    }
    return g_variant_builder_end(&builder);
}

static GVariant *make_command(const char *program, const char *url)
{
    GVariantBuilder argv;
    GVariantBuilder commands;
    g_variant_builder_init(&argv, G_VARIANT_TYPE("as"));
    g_variant_builder_add(&argv, "s", program);
    g_variant_builder_add(&argv, "s", url);
    g_variant_builder_init(&commands, G_VARIANT_TYPE("a(sasb)"));
    g_variant_builder_add(&commands, "(s@asb)", program, g_variant_builder_end(&argv), FALSE);
    return g_variant_builder_end(&commands);
}

/* KillMode: a program that only hands over to a browser it starts must not take it along. */
static bool start_unit(struct opening *opening, const char *program)
{
    char unit[UNIT_LEN];
    GVariantBuilder properties;
    (void)g_snprintf(unit, sizeof unit, "optwatch-open-%08x.service", g_random_int());
    g_variant_builder_init(&properties, G_VARIANT_TYPE("a(sv)"));
    g_variant_builder_add(&properties, "(sv)", "Description",
                          g_variant_new_string("A browser, opened by Optwatch"));
    g_variant_builder_add(&properties, "(sv)", "ExecStart", make_command(program, opening->url));
    g_variant_builder_add(&properties, "(sv)", "Environment", make_environment());
    g_variant_builder_add(&properties, "(sv)", "CollectMode",
                          g_variant_new_string("inactive-or-failed"));
    g_variant_builder_add(&properties, "(sv)", "KillMode", g_variant_new_string("process"));
    GVariant *arguments = g_variant_new("(ssa(sv)@a(sa(sv)))", unit, "fail", &properties,
                                        g_variant_new_array(G_VARIANT_TYPE("(sa(sv))"), NULL, 0));
    return call(opening, MANAGER, MANAGER_PATH, MANAGER ".Manager", "StartTransientUnit", arguments,
                G_DBUS_CALL_FLAGS_NO_AUTO_START);
}

static bool ask_portal(struct opening *opening)
{
    GVariant *arguments = g_variant_new("(ss@a{sv})", "", opening->url,
                                        g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0));
    return call(opening, PORTAL, PORTAL_PATH, "org.freedesktop.portal.OpenURI", "OpenURI",
                arguments, G_DBUS_CALL_FLAGS_NONE);
}

/* What this program made narrow for itself would be a browser's as well. */
static void widen(void *data)
{
    (void)data;
    (void)setsid();
    (void)umask(USUAL_UMASK);
    (void)signal(SIGXFSZ, SIG_DFL);
}

static bool start_child(const struct opening *opening, const char *program)
{
    char *argv[] = {g_strdup(program), g_strdup(opening->url), NULL};
    GSpawnFlags flags = G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
    bool started = g_spawn_async("/", argv, NULL, flags, widen, NULL, NULL, NULL);
    g_free(argv[0]);
    g_free(argv[1]);
    return started;
}

/* A snap's program does not run without snapd's own start, which PATH leads to. */
static bool is_usable(const char *path)
{
    return g_path_is_absolute(path) && !g_str_has_prefix(path, "/snap/") &&
           g_file_test(path, G_FILE_TEST_IS_REGULAR) &&
           g_file_test(path, G_FILE_TEST_IS_EXECUTABLE);
}

static char *find_usual(const struct kept_program *browser)
{
    static const char *const firefox[] = {"firefox", "firefox-esr", "librewolf", NULL};
    static const char *const chromium[] = {"chromium",
                                           "google-chrome-stable",
                                           "google-chrome",
                                           "chromium-browser",
                                           "brave-browser",
                                           "microsoft-edge-stable",
                                           "vivaldi-stable",
                                           "vivaldi",
                                           NULL};
    const char *const *at = browser->family == FAMILY_FIREFOX ? firefox : chromium;
    for (; browser->found && *at; at++) {
        char *path = g_find_program_in_path(*at);
        if (path) {
            return path;
        }
    }
    return NULL;
}

/* A child of ours is no better off than we are: only where we are in no unit. */
static bool start(struct opening *opening, const char *program)
{
    bool in_unit = secure_getenv("INVOCATION_ID") != NULL;
    return start_unit(opening, program) || (!in_unit && start_child(opening, program));
}

static bool open_somehow(struct opening *opening)
{
    const struct kept_program *browser = &opening->browser;
    char *program = is_usable(browser->path) ? g_strdup(browser->path) : find_usual(browser);
    bool opened = (program && start(opening, program)) || ask_portal(opening);
    g_free(program);
    if (!opened) {
        program = g_find_program_in_path("xdg-open");
        opened = program && start(opening, program);
        g_free(program);
    }
    return opened;
}

static void run_open(void *data, void *cancellable)
{
    struct opening *opening = data;
    opening->cancellable = cancellable;
    if (bus_is_there()) {
        opening->bus = g_bus_get_sync(G_BUS_TYPE_SESSION, cancellable, NULL);
    }
    if (opening->bus) {
        g_dbus_connection_set_exit_on_close(opening->bus, FALSE);
    }
    opening->opened = open_somehow(opening);
}

static void drop(void *data)
{
    struct opening *opening = data;
    g_clear_object(&opening->bus);
    g_free(opening->url);
    g_free(opening);
}

bool opener_open(const char *url, const struct kept_program *browser)
{
    static const struct deadline_work work = {run_open, drop};
    struct opening *opening = g_new0(struct opening, 1);
    opening->url = g_strdup(url);
    opening->browser = *browser;
    if (!deadline_run(&work, opening, OPENER_LIMIT_MS)) {
        return false;
    }
    bool opened = opening->opened;
    drop(opening);
    return opened;
}
