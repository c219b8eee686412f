#include "texts.h"

#include <stdio.h>
#include <string.h>

/* Combining classes 234, 233, 232, 230, 220, 216, 202, 1: canonical order is the reverse. */
static const char *const marks[] = {"\u035D", "\u035C", "\u0315", "\u0301",
                                    "\u0316", "\u031B", "\u0327", "\u0334"};

#define MARK_COUNT (sizeof marks / sizeof marks[0])
/* Bytes: two of letters, then 29 marks. */
#define STACK 60

const char *texts_name(enum fill kind)
{
    static const char *const names[FILL_COUNT] = {"plain", "CJK", "stacked", "marks"};
    return names[kind];
}

static const char *unit_at(enum fill kind, size_t at, size_t size)
{
    switch (kind) {
    case FILL_CJK:
        return "\u3300";
    case FILL_STACKED:
        return at % STACK < 2 ? "a" : marks[at % STACK * MARK_COUNT / STACK];
    case FILL_MARKS:
        return marks[at * MARK_COUNT / size];
    case FILL_PLAIN:
    case FILL_COUNT:
        break;
    }
    return at % 7 == 0 ? " " : "W";
}

struct view texts_fill(enum fill kind, int number, char *buffer, size_t size)
{
    char start[16];
    size_t len = (size_t)snprintf(start, sizeof start, "%03d", number);
    memcpy(buffer, start, len);
    for (;;) {
        const char *unit = unit_at(kind, len, size);
        size_t more = strlen(unit);
        if (len + more > size) {
            break;
        }
        memcpy(buffer + len, unit, more);
        len += more;
    }
    memset(buffer + len, 'x', size - len);
    return (struct view){buffer, size};
}
