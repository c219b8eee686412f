#include "support.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#define NAME "/optwatch-test-XXXXXX"

static char home[SUPPORT_PATH_MAX / 2];

static void make_path(char *path, const char *below)
{
    int len = snprintf(path, SUPPORT_PATH_MAX, "%s/data%s%s", home, below[0] ? "/" : "", below);
    assert_in_range(len, 1, SUPPORT_PATH_MAX - 1);
}

const char *support_path(const char *below)
{
    static char path[SUPPORT_PATH_MAX];
    make_path(path, below);
    return path;
}

int support_make_home(void **state)
{
    (void)state;
    char path[SUPPORT_PATH_MAX];
    /* In memory, where there is such a place: the tests wait for thousands of commits. */
    snprintf(home, sizeof home, "%s" NAME, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(home) || mkdir(support_path(""), 0755) != 0) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/home", home);
    if (mkdir(path, 0755) != 0 || setenv("HOME", path, 1) != 0) {
        return -1;
    }
    return setenv("XDG_DATA_HOME", support_path(""), 1);
}

static int drop(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

int support_drop_home(void **state)
{
    (void)state;
    return nftw(home, drop, 8, FTW_DEPTH | FTW_PHYS);
}

bool support_exists(const char *below)
{
    struct stat info;
    return lstat(support_path(below), &info) == 0;
}

int support_mode(const char *below)
{
    struct stat info;
    assert_int_equal(lstat(support_path(below), &info), 0);
    return (int)(info.st_mode & 07777);
}

int support_count(const char *below)
{
    int count = 0;
    DIR *folder = opendir(support_path(below));
    assert_non_null(folder);
    while (readdir(folder)) {
        count++;
    }
    closedir(folder);
    return count - 2;
}

void support_write(const char *below, const void *data, size_t len)
{
    char path[SUPPORT_PATH_MAX];
    make_path(path, below);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    (void)mkdir(path, 0700);
    *slash = '/';
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

char *support_read(const char *below, size_t *ret_len)
{
    struct stat info;
    FILE *file = fopen(support_path(below), "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &info), 0);
    char *data = malloc((size_t)info.st_size + 1);
    assert_non_null(data);
    *ret_len = fread(data, 1, (size_t)info.st_size, file);
    assert_int_equal(*ret_len, info.st_size);
    fclose(file);
    return data;
}

static sqlite3 *open_file(const char *below)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(support_path(below), &db), SQLITE_OK);
    return db;
}

void support_sql(const char *below, const char *sql)
{
    sqlite3 *db = open_file(below);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t support_number(const char *below, const char *sql)
{
    sqlite3 *db = open_file(below);
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

void support_wait(int pid)
{
    int status = -1;
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}
