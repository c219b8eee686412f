#include "desktop/autostart.h"

#include <gio/gio.h>

#define FOLDER "autostart"
#define GROUP  "Desktop Entry"

static bool read_entry(const char *folder, struct autostart *ret)
{
    char *path = g_build_filename(folder, FOLDER, AUTOSTART_NAME, NULL);
    GKeyFile *file = g_key_file_new();
    bool found = g_file_test(path, G_FILE_TEST_EXISTS);
    if (found) {
        ret->found = true;
        (void)g_strlcpy(ret->path, path, sizeof ret->path);
    }
    if (found && g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL)) {
        char *program = g_key_file_get_string(file, GROUP, "TryExec", NULL);
        (void)g_strlcpy(ret->program, program ? program : "", sizeof ret->program);
        ret->hidden = g_key_file_get_boolean(file, GROUP, "Hidden", NULL);
        ret->starts = program && g_path_is_absolute(program) &&
                      g_file_test(program, G_FILE_TEST_IS_EXECUTABLE) &&
                      !g_file_test(program, G_FILE_TEST_IS_DIR);
        g_free(program);
    }
    g_key_file_free(file);
    g_free(path);
    return found;
}

void autostart_find(struct autostart *ret)
{
    *ret = (struct autostart){.found = false};
    if (read_entry(g_get_user_config_dir(), ret)) {
        return;
    }
    for (const char *const *at = g_get_system_config_dirs(); *at; at++) {
        if (read_entry(*at, ret)) {
            return;
        }
    }
}
