/*
 * support: a home of its own for each test that keeps a history, and a look at the file from
 * outside, with SQLite alone.
 */
#ifndef OPTWATCH_TESTS_SUPPORT_H
#define OPTWATCH_TESTS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUPPORT_PATH_MAX 256

/* cmocka's setup and teardown: XDG_DATA_HOME is a new empty folder; HOME is one beside it. */
int support_make_home(void **state);
int support_drop_home(void **state);

/* A path below the test's data folder, valid until the next call. "" is the folder itself. */
const char *support_path(const char *below);

bool support_exists(const char *below);
int support_mode(const char *below);
/* How many entries a folder has, but for itself and its parent. */
int support_count(const char *below);
void support_write(const char *below, const void *data, size_t len);
/* The whole file, malloc'd. */
char *support_read(const char *below, size_t *ret_len);

/* Runs SQL on a file; the number it gives, if it asks for one. */
void support_sql(const char *below, const char *sql);
int64_t support_number(const char *below, const char *sql);

/* Waits for a process of the test that has to end with 0. */
void support_wait(int pid);

#endif
