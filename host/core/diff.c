#include "core/diff.h"

#include <stdbool.h>

/* False where there are more words than fit. */
static bool split(struct view text, struct view words[DIFF_WORDS_MAX], size_t *ret_count)
{
    size_t at = 0;
    struct view word;
    *ret_count = 0;
    while (text_next_run(text, &at, &word)) {
        if (*ret_count == DIFF_WORDS_MAX) {
            return false;
        }
        words[(*ret_count)++] = word;
    }
    return true;
}

static void add(struct diff *diff, enum diff_kind kind, struct view text)
{
    struct diff_segment *last = diff->count > 0 ? &diff->segments[diff->count - 1] : NULL;
    if (last && last->kind == kind) {
        last->text.len = (size_t)(text.data - last->text.data) + text.len;
    } else if (text.len > 0) {
        diff->segments[diff->count++] = (struct diff_segment){kind, text};
    }
}

/* common[i][j] is the length of the longest common sequence from old word i and new word j on. */
static void measure(struct diff *diff, size_t old_count, size_t new_count)
{
    for (size_t i = old_count + 1; i-- > 0;) {
        for (size_t j = new_count + 1; j-- > 0;) {
            uint16_t *cell = &diff->common[i][j];
            if (i == old_count || j == new_count) {
                *cell = 0;
            } else if (view_equal(diff->old_words[i], diff->new_words[j])) {
                *cell = (uint16_t)(diff->common[i + 1][j + 1] + 1);
            } else {
                uint16_t down = diff->common[i + 1][j];
                uint16_t right = diff->common[i][j + 1];
                *cell = down >= right ? down : right;
            }
        }
    }
}

void diff_make(struct view old, struct view new, struct diff *ret)
{
    size_t old_count = 0;
    size_t new_count = 0;
    ret->count = 0;
    if (!split(old, ret->old_words, &old_count) || !split(new, ret->new_words, &new_count)) {
        add(ret, DIFF_REMOVED, old);
        add(ret, DIFF_ADDED, new);
        return;
    }
    measure(ret, old_count, new_count);
    size_t i = 0;
    size_t j = 0;
    while (i < old_count || j < new_count) {
        if (i < old_count && j < new_count && view_equal(ret->old_words[i], ret->new_words[j])) {
            add(ret, DIFF_KEPT, ret->new_words[j++]);
            i++;
        } else if (i < old_count &&
                   (j == new_count || ret->common[i + 1][j] >= ret->common[i][j + 1])) {
            add(ret, DIFF_REMOVED, ret->old_words[i++]);
        } else {
            add(ret, DIFF_ADDED, ret->new_words[j++]);
        }
    }
}
