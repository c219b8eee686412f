/*
 * page: what the member's browser is looking at, as the extension described it.
 *
 * In      filled by wire/decode from report.args; every view is UTF-8, borrowed from the message
 * Out     questions about the page that detection asks
 * Units   milliseconds of visible time; counts are items; lengths are bytes
 * Limits  PAGE_CONTROLS_MAX, PAGE_ROWS_MAX, PAGE_KEYS_MAX; the wire refuses more
 * Errors  none
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_CORE_PAGE_H
#define OPTWATCH_CORE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define PAGE_CONTROLS_MAX 64
#define PAGE_ROWS_MAX     64
#define PAGE_KEYS_MAX     8

#define PAGE_HEADING_MAX     512
#define PAGE_PATH_MAX        512
#define PAGE_NAME_MAX        512
#define PAGE_DESCRIPTION_MAX 2048
#define PAGE_WORD_MAX        64
#define PAGE_ROLE_MAX        32
#define PAGE_KEY_MAX         64
#define PAGE_TAG_MAX         35
#define PAGE_UUID_LEN        36

/* A look counts from here on; below, nothing has been said yet. */
#define PAGE_STEADY_MS 1500
/* After this much visible time a missing control is missing. */
#define PAGE_WAITED_MS 20000

enum load { LOAD_SAME_DOCUMENT, LOAD_FRESH };
enum touched { TOUCHED_NO, TOUCHED_YES, TOUCHED_UNKNOWN };
enum family { FAMILY_CHROMIUM, FAMILY_FIREFOX };
enum control_kind { CONTROL_INPUT, CONTROL_BUTTON, CONTROL_OTHER };

/* A state signal: absent, false, true, or ARIA's "mixed". */
enum signal { SIGNAL_NONE, SIGNAL_OFF, SIGNAL_ON, SIGNAL_MIXED };

struct control {
    int ref; /* the extension's own number for it */
    enum control_kind kind;
    struct view role;
    struct view keys[PAGE_KEYS_MAX]; /* tokens of aria-labelledby, id and name */
    size_t key_count;
    struct view name;
    struct view description;
    enum signal checked, default_checked, aria_checked, pressed;
    struct view word; /* the short text beside it */
    bool disabled;
    bool visible;
};

/* A link to a settings page, with the value written beside it. */
struct row {
    int ref;
    struct view path;
    struct view name;
    struct view word;
};

struct page {
    struct view path;   /* no query, no fragment */
    struct view wanted; /* the settings path a sign-in page holds back */
    struct view lang;
    struct view heading;
    struct view visit; /* UUID of this document at this path */
    enum load load;
    enum touched touched;
    int64_t steady_ms;
    int64_t waited_ms;
    bool truncated;
    struct control *controls;
    size_t control_count;
    struct row *rows;
    size_t row_count;
};

/* One look of one browser profile. */
struct report {
    struct view instance; /* UUID of the profile */
    enum family family;
    struct view locale; /* of the person's browser: our sentences are in it */
    struct page page;
};

/* The path without closing slashes; "/" stays. Borrowed from path. */
struct view page_trim_path(struct view path);

/* Whether path, trimmed, is one of count paths of the catalogue. */
bool page_path_in(struct view path, const char *const *paths, size_t count);

/* The wire's words for the enums; the names are the contract. */
const char *page_load_name(enum load load);
const char *page_touched_name(enum touched touched);
const char *page_family_name(enum family family);
const char *page_kind_name(enum control_kind kind);

#endif
