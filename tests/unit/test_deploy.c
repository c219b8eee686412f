#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "desktop/deploy.h"
#include "support.h"

#define NAME   "thing.json"
#define OURS   "ours: 1"
#define OTHERS "somebody else's"
#define PLACE  "%C/a/b"
#define FILE_  ".config/a/b/" NAME

ssize_t __real_fgetxattr(int fd, const char *name, void *value, size_t size);
ssize_t __wrap_fgetxattr(int fd, const char *name, void *value, size_t size);

static bool no_marks;

/* As on a file system that keeps no extended attributes. */
ssize_t __wrap_fgetxattr(int fd, const char *name, void *value, size_t size)
{
    if (no_marks) {
        errno = ENOTSUP;
        return -1;
    }
    return __real_fgetxattr(fd, name, value, size);
}

static int make_home(void **state)
{
    no_marks = false;
    return support_make_home(state) || setenv("HOME", support_path(""), 1) ||
           unsetenv("XDG_CONFIG_HOME");
}

static bool is_ours(struct view text, const void *data)
{
    (void)data;
    return text.len >= 4 && memcmp(text.data, "ours", 4) == 0;
}

static struct deploy_file file_at(const char *pattern)
{
    struct deploy_file file = {.name = NAME, .is_ours = is_ours};
    assert_int_equal(deploy_find_place(pattern, &file.place), E_OK);
    return file;
}

static enum error write_at(const char *pattern, const char *text, bool dry)
{
    struct deploy_file file = file_at(pattern);
    enum deploy_state state = DEPLOY_ABSENT;
    file.dry = dry;
    enum error error = deploy_write(&file, view_of(text), &state);
    assert_true(error != E_OK || state == DEPLOY_WRITTEN || state == DEPLOY_UNCHANGED);
    return error;
}

static void assert_writes(const char *text, enum deploy_state expected)
{
    struct deploy_file file = file_at(PLACE);
    enum deploy_state state = DEPLOY_ABSENT;
    assert_int_equal(deploy_write(&file, view_of(text), &state), E_OK);
    assert_int_equal(state, expected);
}

static void assert_removes(enum error error, enum deploy_state expected)
{
    struct deploy_file file = file_at(PLACE);
    enum deploy_state state = DEPLOY_UNCHANGED;
    assert_int_equal(deploy_remove(&file, &state), error);
    assert_int_equal(state, error == E_OK ? expected : DEPLOY_UNCHANGED);
}

static void assert_holds(const char *below, const char *text)
{
    size_t len = 0;
    char *all = support_read(below, &len);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(all, text, len);
    free(all);
}

static void make(const char *below)
{
    assert_int_equal(mkdir(support_path(below), 0700), 0);
}

static void link_to(const char *target, const char *below)
{
    char from[SUPPORT_PATH_MAX];
    memcpy(from, support_path(target), sizeof from);
    assert_int_equal(symlink(from, support_path(below)), 0);
}

static void a_file_comes_with_its_folders_and_goes_with_them(void **state)
{
    (void)state;
    mode_t mask = umask(077);
    assert_writes(OURS, DEPLOY_WRITTEN);
    umask(mask);
    assert_holds(FILE_, OURS);
    assert_int_equal(support_mode(FILE_), 0644);
    assert_int_equal(support_mode(".config/a/b"), 0700);
    assert_int_equal(support_mode(".config/a"), 0700);
    assert_int_equal(support_mode(".config"), 0700);
    assert_int_equal(support_count(".config/a/b"), 1);
    assert_writes(OURS, DEPLOY_UNCHANGED);
    assert_writes(OURS "2", DEPLOY_WRITTEN);
    assert_holds(FILE_, OURS "2");
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_int_equal(support_count(""), 0);
    assert_removes(E_OK, DEPLOY_ABSENT);
}

static void what_was_there_before_stays(void **state)
{
    (void)state;
    make(".config");
    make(".config/a");
    make(".config/a/b");
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_int_equal(support_count(".config/a/b"), 0);
    assert_int_equal(rmdir(support_path(".config/a/b")), 0);
    assert_writes(OURS, DEPLOY_WRITTEN);
    support_write(".config/a/b/other.json", "x", 1);
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_int_equal(support_count(".config/a/b"), 1);
    assert_int_equal(unlink(support_path(".config/a/b/other.json")), 0);
    assert_removes(E_OK, DEPLOY_ABSENT);
    assert_false(support_exists(".config/a/b"));
    assert_true(support_exists(".config/a"));
}

static void without_marks_only_what_it_emptied_goes(void **state)
{
    (void)state;
    no_marks = true;
    make(".config");
    make(".config/a");
    make(".config/a/b");
    assert_removes(E_OK, DEPLOY_ABSENT);
    assert_true(support_exists(".config/a/b"));
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_false(support_exists(".config/a"));
    assert_true(support_exists(".config"));
}

static void what_is_not_ours_is_left(void **state)
{
    (void)state;
    make(".config");
    make(".config/a");
    make(".config/a/b");
    support_write(FILE_, OTHERS, strlen(OTHERS));
    for (int dry = 0; dry < 2; dry++) {
        assert_int_equal(write_at(PLACE, OURS, dry), E_FOREIGN);
    }
    assert_removes(E_FOREIGN, DEPLOY_ABSENT);
    assert_holds(FILE_, OTHERS);
    support_write(FILE_, "", 0);
    assert_int_equal(write_at(PLACE, OURS, false), E_FOREIGN);
    assert_int_equal(unlink(support_path(FILE_)), 0);
    support_write("target", OURS, strlen(OURS));
    link_to("target", FILE_);
    assert_int_equal(write_at(PLACE, OURS "2", false), E_FOREIGN);
    assert_removes(E_FOREIGN, DEPLOY_ABSENT);
    assert_holds("target", OURS);
    assert_int_equal(unlink(support_path(FILE_)), 0);
    assert_int_equal(mkfifo(support_path(FILE_), 0600), 0);
    assert_int_equal(write_at(PLACE, OURS, false), E_FOREIGN);
    assert_int_equal(unlink(support_path(FILE_)), 0);
    make(FILE_);
    assert_int_equal(write_at(PLACE, OURS, false), E_FOREIGN);
    assert_removes(E_FOREIGN, DEPLOY_ABSENT);
}

static void a_file_too_long_is_not_ours(void **state)
{
    static char text[DEPLOY_MAX + 1];
    (void)state;
    make(".config");
    make(".config/a");
    make(".config/a/b");
    memset(text, ' ', sizeof text);
    memcpy(text, OURS, strlen(OURS));
    support_write(FILE_, text, sizeof text);
    assert_int_equal(write_at(PLACE, OURS, false), E_FOREIGN);
    support_write(FILE_, text, sizeof text - 1);
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_holds(FILE_, OURS);
}

static void bits_are_mended(void **state)
{
    (void)state;
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_int_equal(chmod(support_path(FILE_), 0600), 0);
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_int_equal(support_mode(FILE_), 0644);
}

static void no_link_is_followed_below_the_base(void **state)
{
    static const char *const folders[] = {".config/a/b", ".config/a"};
    (void)state;
    make("elsewhere");
    make("elsewhere/b");
    make(".config");
    make(".config/a");
    for (size_t i = 0; i < 2; i++) {
        link_to("elsewhere", folders[i]);
        for (int dry = 0; dry < 2; dry++) {
            assert_int_equal(write_at(PLACE, OURS, dry), E_UNSAFE_FOLDER);
        }
        assert_removes(E_UNSAFE_FOLDER, DEPLOY_ABSENT);
        assert_int_equal(unlink(support_path(folders[i])), 0);
        (void)rmdir(support_path(".config/a"));
    }
    support_write(".config/a", "x", 1);
    assert_int_equal(write_at(PLACE, OURS, false), E_UNSAFE_FOLDER);
    assert_int_equal(support_count("elsewhere/b"), 0);
}

static void the_base_may_be_a_link(void **state)
{
    (void)state;
    make("dotfiles");
    link_to("dotfiles", ".config");
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_holds("dotfiles/a/b/" NAME, OURS);
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_int_equal(support_count("dotfiles"), 0);
    assert_int_equal(rmdir(support_path("dotfiles")), 0);
    assert_int_equal(write_at(PLACE, OURS, false), E_UNSAFE_FOLDER);
    assert_false(support_exists("dotfiles"));
}

static void anothers_folder_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip();
    }
    make(".config");
    make(".config/a");
    assert_int_equal(chown(support_path(".config/a"), 12345, 12345), 0);
    assert_int_equal(write_at(PLACE, OURS, false), E_UNSAFE_FOLDER);
    assert_int_equal(support_count(".config/a"), 0);
    assert_int_equal(chown(support_path(".config/a"), 0, 0), 0);
    make(".config/a/b");
    support_write(FILE_, OURS, strlen(OURS));
    assert_int_equal(chown(support_path(FILE_), 12345, 12345), 0);
    assert_int_equal(write_at(PLACE, OURS "2", false), E_FOREIGN);
    assert_removes(E_FOREIGN, DEPLOY_ABSENT);
    assert_holds(FILE_, OURS);
}

static void what_the_dead_left_is_swept(void **state)
{
    (void)state;
    assert_writes(OURS, DEPLOY_WRITTEN);
    support_write(".config/a/b/." NAME ".0123456789abcdef", "half", 4);
    support_write(".config/a/b/." NAME ".fedcba9876543210", "half", 4);
    support_write(".config/a/b/.other.json.0123456789abcdef", "half", 4);
    int fd = open(support_path(".config/a/b/." NAME ".fedcba9876543210"), O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_writes(OURS, DEPLOY_UNCHANGED);
    /* The file, one that a living process holds, and somebody else's. */
    assert_int_equal(support_count(".config/a/b"), 3);
    assert_true(support_exists(".config/a/b/." NAME ".fedcba9876543210"));
    close(fd);
    assert_removes(E_OK, DEPLOY_REMOVED);
    assert_int_equal(support_count(".config/a/b"), 1);
}

static void telling_changes_nothing(void **state)
{
    (void)state;
    struct deploy_file file = file_at(PLACE);
    enum deploy_state told = DEPLOY_ABSENT;
    file.dry = true;
    assert_int_equal(deploy_write(&file, view_of(OURS), &told), E_OK);
    assert_int_equal(told, DEPLOY_WRITTEN);
    assert_int_equal(support_count(""), 0);
    assert_writes(OURS, DEPLOY_WRITTEN);
    assert_int_equal(deploy_write(&file, view_of(OURS), &told), E_OK);
    assert_int_equal(told, DEPLOY_UNCHANGED);
    assert_int_equal(deploy_write(&file, view_of(OURS "2"), &told), E_OK);
    assert_int_equal(told, DEPLOY_WRITTEN);
    assert_int_equal(deploy_remove(&file, &told), E_OK);
    assert_int_equal(told, DEPLOY_REMOVED);
    assert_holds(FILE_, OURS);
}

static void no_home_is_made(void **state)
{
    (void)state;
    setenv("HOME", support_path("none"), 1);
    assert_int_equal(write_at(PLACE, OURS, false), E_HOME);
    assert_int_equal(write_at("%H/a", OURS, false), E_HOME);
    assert_int_equal(write_at("%H/a", OURS, true), E_HOME);
    assert_false(support_exists("none"));
    setenv("XDG_CONFIG_HOME", support_path("no/ne"), 1);
    assert_int_equal(write_at(PLACE, OURS, false), E_HOME);
    assert_false(support_exists("no"));
    struct deploy_place place;
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", "relative", 1);
    assert_int_equal(deploy_find_place(PLACE, &place), E_HOME);
}

static void a_folder_is_taken_as_it_is_named(void **state)
{
    char path[PATHS_MAX];
    struct deploy_place place;
    (void)state;
    make("own");
    char named[SUPPORT_PATH_MAX];
    strncpy(named, support_path("own/manifests//"), sizeof named - 1);
    named[sizeof named - 1] = '\0';
    assert_int_equal(deploy_find_folder(named, &place), E_OK);
    assert_int_equal(deploy_path(&place, NAME, path), E_OK);
    assert_string_equal(path, support_path("own/manifests/" NAME));
    assert_int_equal(chdir(support_path("own")), 0);
    assert_int_equal(deploy_find_folder("manifests", &place), E_OK);
    assert_int_equal(deploy_path(&place, NAME, path), E_OK);
    assert_string_equal(path, support_path("own/manifests/" NAME));
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(deploy_find_folder("/x", &place), E_OK);
    assert_int_equal(deploy_path(&place, NAME, path), E_OK);
    assert_string_equal(path, "/x/" NAME);
    static const char *const bad[] = {"", "/", ".", "..", "a/..", "/none/here/at/all"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(deploy_find_folder(bad[i], &place), E_HOME);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_comes_with_its_folders_and_goes_with_them),
        TEST(what_was_there_before_stays),
        TEST(without_marks_only_what_it_emptied_goes),
        TEST(what_is_not_ours_is_left),
        TEST(a_file_too_long_is_not_ours),
        TEST(bits_are_mended),
        TEST(no_link_is_followed_below_the_base),
        TEST(the_base_may_be_a_link),
        TEST(anothers_folder_is_refused),
        TEST(what_the_dead_left_is_swept),
        TEST(telling_changes_nothing),
        TEST(no_home_is_made),
        TEST(a_folder_is_taken_as_it_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
