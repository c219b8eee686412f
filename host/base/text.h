/*
 * text: one folding for every comparison of words, at build time and at run time alike.
 *
 * In      UTF-8 of at most TEXT_MAX bytes
 * Out     folded UTF-8 in the caller's buffer: NFKC, case fold, default-ignorable code points
 *         dropped, quotes and dashes made ASCII, dotted capital I made i, runs of white space made
 *         one space, none at either end, one final full stop dropped
 * Units   lengths are bytes without the closing NUL
 * Limits  TEXT_MAX bytes in; the folded text must fit the buffer, else it is no text at all;
 *         30 combining marks in a row (UAX #15, Stream-Safe Text)
 * Errors  false, with the buffer empty: invalid UTF-8, NUL inside, too long, or too many marks
 * Source  UAX #15 and CaseFolding.txt through utf8proc; the small table is in text.c
 */
#ifndef OPTWATCH_BASE_TEXT_H
#define OPTWATCH_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define TEXT_MAX 4096

/* A piece of UTF-8 text that somebody else owns. {NULL, 0} is "none". */
struct view {
    const char *data;
    size_t len;
};

/* The view of a C string; {NULL, 0} for NULL. Borrowed from it. */
struct view view_of(const char *string);

/* Equal bytes. */
bool view_equal(struct view a, struct view b);

/* Folds text into buffer (size bytes, NUL-terminated); *ret_len is its length. */
bool text_fold(struct view text, char *buffer, size_t size, size_t *ret_len);

/* Whether text is UTF-8 without NUL. */
bool text_is_valid(struct view text);

/* Whether text is UTF-8 that stays on its line: no control characters, line ends or turns of
 * direction. */
bool text_is_line(struct view text);

/*
 * The next word of valid text from *at on, or false at its end; *at is then behind it. A word is
 * what stands between white space, punctuation and ASCII symbols: anything else is part of one.
 */
bool text_next_word(struct view text, size_t *at, struct view *ret_word);

/* The next run without white space from *at on, or false at the end; *at is then behind it. */
bool text_next_run(struct view text, size_t *at, struct view *ret_run);

/* The most that one byte of text can become in text_show. */
#define TEXT_SHOWN_MAX 8

/*
 * Makes any bytes safe to show on a terminal and in a document, into buffer (NUL-terminated): what
 * controls, hides, reorders or is unassigned is written out as \u{202e}, a byte that is no UTF-8 as
 * \x{ff}, a backslash as \u{5c}, so that nothing can pretend to have been made visible. False, with
 * the buffer empty, if it does not fit: len * TEXT_SHOWN_MAX + 1 bytes always do.
 */
bool text_show(struct view text, char *buffer, size_t size, size_t *ret_len);

#endif
