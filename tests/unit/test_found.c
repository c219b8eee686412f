#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desktop/found.h"
#include "desktop/hostpath.h"
#include "support.h"

/* Names that no machine has, so that only the test's own files are found. */
static const struct browser chromium = {.id = "a",
                                        .name = "A",
                                        .family = FAMILY_CHROMIUM,
                                        .programs = {"optwatch-test-a", "optwatch-test-b"},
                                        .profiles = {"%C/a", "%H/.a/deep"},
                                        .manifests = "%C/a/NativeMessagingHosts",
                                        .snaps = {"optwatch-test-snap"},
                                        .flatpaks = {"org.optwatch.Test"}};

static char home[SUPPORT_PATH_MAX];

static int make_home(void **state)
{
    if (support_make_home(state) != 0) {
        return -1;
    }
    strncpy(home, support_path(""), sizeof home - 1);
    return setenv("HOME", home, 1) || setenv("PATH", support_path("bin"), 1) ||
           unsetenv("XDG_CONFIG_HOME") || mkdir(support_path("bin"), 0700);
}

static void make_folders(const char *below)
{
    char path[SUPPORT_PATH_MAX];
    strncpy(path, support_path(below), sizeof path - 1);
    path[sizeof path - 1] = '\0';
    for (char *at = path + strlen(home) + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    (void)mkdir(path, 0700);
}

static void put_program(const char *below, const char *text)
{
    support_write(below, text, strlen(text));
    assert_int_equal(chmod(support_path(below), 0755), 0);
}

static struct found_browser look(void)
{
    struct found_browser found;
    found_look(&chromium, &found);
    assert_ptr_equal(found.browser, &chromium);
    return found;
}

static void nothing_is_there(void **state)
{
    (void)state;
    struct found_browser found = look();
    assert_false(found.program || found.profile || found.snap || found.flatpak);
    assert_string_equal(found.program_path, "");
    assert_false(found_is_there(&found));
}

static void a_program_is_found_in_path(void **state)
{
    (void)state;
    put_program("bin/optwatch-test-b", "\x7f"
                                       "ELF");
    struct found_browser found = look();
    assert_true(found.program && !found.snap && !found.flatpak && found_is_there(&found));
    assert_string_equal(found.program_path, support_path("bin/optwatch-test-b"));
    assert_int_equal(chmod(support_path("bin/optwatch-test-b"), 0644), 0);
    assert_false(look().program);
    assert_int_equal(unlink(support_path("bin/optwatch-test-b")), 0);
    make_folders("bin/optwatch-test-a");
    assert_false(look().program);
}

static void a_script_is_what_it_starts(void **state)
{
    (void)state;
    put_program("bin/optwatch-test-a",
                "#!/bin/sh\nif ! [ -x /snap/bin/x ]; then exit 1; fi\nexec /snap/bin/x \"$@\"\n");
    struct found_browser found = look();
    assert_true(found.snap && !found.program && !found_is_there(&found));
    put_program("bin/optwatch-test-b", "#!/bin/sh\nexec flatpak run org.x \"$@\"\n");
    assert_true(look().flatpak && !look().program);
    put_program("bin/optwatch-test-b", "#!/bin/sh\nexec /usr/lib/x/x \"$@\"\n");
    found = look();
    /* Beside the snap there is a plain one. */
    assert_true(found.snap && found.program && found_is_there(&found));
    assert_string_equal(found.program_path, support_path("bin/optwatch-test-b"));
    /* Data that has the words somewhere is no script. */
    put_program("bin/optwatch-test-a", "\x7f"
                                       "ELF /snap/bin/x");
    assert_false(look().snap);
}

static void every_folder_of_path_is_looked_at(void **state)
{
    char path[2 * SUPPORT_PATH_MAX + 32];
    (void)state;
    make_folders("more");
    put_program("bin/optwatch-test-a", "#!/bin/sh\nexec /snap/bin/x\n");
    put_program("more/optwatch-test-a", "\x7f"
                                        "ELF");
    strcpy(path, "::relative:");
    strncat(path, support_path("bin"), SUPPORT_PATH_MAX);
    strncat(path, ":", 2);
    strncat(path, support_path("more"), SUPPORT_PATH_MAX);
    assert_int_equal(setenv("PATH", path, 1), 0);
    struct found_browser found = look();
    assert_true(found.snap && found.program);
    assert_string_equal(found.program_path, support_path("more/optwatch-test-a"));
}

static void a_profile_is_more_than_manifests(void **state)
{
    (void)state;
    make_folders(".config/a/NativeMessagingHosts");
    assert_false(look().profile);
    make_folders(".config/a/Default");
    assert_true(look().profile);
    struct found_browser found = look();
    assert_true(found_is_there(&found));
    make_folders("snap/optwatch-test-snap");
    found = look();
    assert_true(found.profile && found.snap && !found_is_there(&found));
}

static void each_profile_counts(void **state)
{
    (void)state;
    make_folders(".a/deep");
    assert_true(look().profile);
    assert_int_equal(setenv("XDG_CONFIG_HOME", support_path("cfg"), 1), 0);
    assert_int_equal(rmdir(support_path(".a/deep")), 0);
    make_folders("cfg/a");
    assert_true(look().profile);
}

static void a_flatpak_is_its_app_not_its_data(void **state)
{
    (void)state;
    make_folders(".var/app/org.optwatch.Test");
    assert_false(look().flatpak);
    assert_int_equal(setenv("XDG_DATA_HOME", support_path("data"), 1), 0);
    make_folders("data/flatpak/app/org.optwatch.Test");
    assert_true(look().flatpak);
}

static void assert_place(const char *pattern, const char *expected)
{
    char path[PATHS_MAX];
    assert_int_equal(found_place(pattern, path), E_OK);
    assert_string_equal(path, expected);
}

static void places_are_filled_in(void **state)
{
    char path[PATHS_MAX];
    (void)state;
    setenv("HOME", "/h", 1);
    assert_place("%C/a/b", "/h/.config/a/b");
    assert_place("%H/.a", "/h/.a");
    assert_place("/etc/a", "/etc/a");
    setenv("XDG_CONFIG_HOME", "/c", 1);
    assert_place("%C/a", "/c/a");
    assert_place("%H/.a", "/h/.a");
    setenv("XDG_CONFIG_HOME", "c", 1);
    assert_place("%C/a", "/h/.config/a");
    setenv("HOME", "h", 1);
    assert_int_equal(found_place("%C/a", path), E_HOME);
    unsetenv("HOME");
    assert_int_equal(found_place("%H/a", path), E_HOME);
    setenv("XDG_CONFIG_HOME", "/c", 1);
    assert_place("%C/a", "/c/a");
}

static void the_table_is_sound(void **state)
{
    char path[PATHS_MAX];
    (void)state;
    setenv("HOME", "/h", 1);
    for (size_t i = 0; i < browser_count; i++) {
        const char *last = browsers[i].family == FAMILY_FIREFOX ? "native-messaging-hosts"
                                                                : "NativeMessagingHosts";
        assert_int_equal(found_place(browsers[i].manifests, path), E_OK);
        assert_string_equal(strrchr(path, '/') + 1, last);
        assert_ptr_equal(browser_find(browsers[i].id), &browsers[i]);
        assert_non_null(browsers[i].system[0]);
        assert_non_null(browsers[i].programs[0]);
    }
}

static void only_a_lasting_host_will_do(void **state)
{
    char path[PATHS_MAX] = "";
    (void)state;
    put_program("bin/optwatch-host", "x");
    char host[SUPPORT_PATH_MAX];
    memcpy(host, support_path("bin/optwatch-host"), sizeof host);
    assert_int_equal(hostpath_look(host, path), HOSTPATH_SOUND);
    assert_string_equal(path, host);
    assert_int_equal(symlink(host, support_path("link")), 0);
    assert_int_equal(hostpath_look(support_path("link"), path), HOSTPATH_SOUND);
    assert_string_equal(path, support_path("bin/optwatch-host"));
    assert_int_equal(hostpath_look("bin/optwatch-host", NULL), HOSTPATH_RELATIVE);
    assert_int_equal(hostpath_look("", NULL), HOSTPATH_RELATIVE);
    assert_int_equal(hostpath_look(support_path("none"), NULL), HOSTPATH_MISSING);
    assert_int_equal(hostpath_look(support_path("bin"), NULL), HOSTPATH_NOT_PLAIN);
    assert_int_equal(chmod(support_path("bin/optwatch-host"), 0644), 0);
    assert_int_equal(hostpath_look(support_path("bin/optwatch-host"), NULL),
                     HOSTPATH_NOT_EXECUTABLE);
}

static void a_host_that_others_may_write_will_not_do(void **state)
{
    (void)state;
    static const struct {
        const char *below;
        mode_t mode;
        enum hostpath_fault fault;
    } cases[] = {
        {"bin/optwatch-host", 0777, HOSTPATH_WRITABLE},
        {"bin/optwatch-host", 0755, HOSTPATH_SOUND},
        {"bin", 0777, HOSTPATH_WRITABLE},
        {"bin", 01777, HOSTPATH_SOUND},
        {"bin", 0755, HOSTPATH_SOUND},
        {"", 0707, HOSTPATH_WRITABLE},
        {"", 0700, HOSTPATH_SOUND},
    };
    put_program("bin/optwatch-host", "x");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(chmod(support_path(cases[i].below), cases[i].mode), 0);
        assert_int_equal(hostpath_look(support_path("bin/optwatch-host"), NULL), cases[i].fault);
        assert_int_equal(*hostpath_fault_text(cases[i].fault) == '\0',
                         cases[i].fault == HOSTPATH_SOUND);
    }
    make_folders("\xc3\xbc");
    put_program("\xc3\xbc/optwatch-host", "x");
    assert_int_equal(hostpath_look(support_path("\xc3\xbc/optwatch-host"), NULL),
                     HOSTPATH_NOT_ASCII);
}

/* A group that is nobody else's is no danger, but one without members may be everybody's own. */
static void a_group_counts_by_who_is_in_it(void **state)
{
    (void)state;
    static const struct {
        gid_t group;
        enum hostpath_fault fault;
    } cases[] = {{0, HOSTPATH_SOUND}, {100, HOSTPATH_WRITABLE}, {54321, HOSTPATH_WRITABLE}};
    if (geteuid() != 0) {
        skip();
    }
    put_program("bin/optwatch-host", "x");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(chown(support_path("bin"), 0, cases[i].group), 0);
        assert_int_equal(chmod(support_path("bin"), 0775), 0);
        assert_int_equal(hostpath_look(support_path("bin/optwatch-host"), NULL), cases[i].fault);
    }
    assert_int_equal(chown(support_path("bin"), 54321, 0), 0);
    assert_int_equal(chmod(support_path("bin"), 0755), 0);
    assert_int_equal(hostpath_look(support_path("bin/optwatch-host"), NULL), HOSTPATH_WRITABLE);
}

static void a_build_folder_is_known(void **state)
{
    (void)state;
    make_folders("build/dev/deep");
    assert_false(hostpath_is_build(support_path("build/dev/deep/optwatch-host")));
    support_write("build/dev/CMakeCache.txt", "", 0);
    assert_true(hostpath_is_build(support_path("build/dev/deep/optwatch-host")));
    assert_true(hostpath_is_build(support_path("build/dev/optwatch-host")));
    assert_false(hostpath_is_build(support_path("build/optwatch-host")));
}

/* This test lies in a build folder, beside the host. */
static void our_own_host_is_found(void **state)
{
    char path[PATHS_MAX];
    (void)state;
    enum error error = found_host(path);
    if (error == E_OK) {
        assert_string_equal(strrchr(path, '/'), "/optwatch-host");
        assert_true(hostpath_is_build(path));
    } else {
        assert_int_equal(error, E_HOST_PATH);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_there),
        TEST(a_program_is_found_in_path),
        TEST(a_script_is_what_it_starts),
        TEST(every_folder_of_path_is_looked_at),
        TEST(a_profile_is_more_than_manifests),
        TEST(each_profile_counts),
        TEST(a_flatpak_is_its_app_not_its_data),
        TEST(places_are_filled_in),
        TEST(the_table_is_sound),
        TEST(only_a_lasting_host_will_do),
        TEST(a_host_that_others_may_write_will_not_do),
        TEST(a_group_counts_by_who_is_in_it),
        TEST(a_build_folder_is_known),
        TEST(our_own_host_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
