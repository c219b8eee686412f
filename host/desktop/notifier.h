/*
 * notifier: who shows notifications here, and what it can do; nothing is shown.
 *
 * In      org.freedesktop.Notifications on the session's bus
 * Out     its name, version and capabilities
 * Units   none
 * Limits  NOTIFIER_LIMIT_MS in all
 * Errors  none: each outcome is a state
 * Source  Desktop Notifications Specification 1.2
 */
#ifndef OPTWATCH_DESKTOP_NOTIFIER_H
#define OPTWATCH_DESKTOP_NOTIFIER_H

#include <stdbool.h>

#define NOTIFIER_LIMIT_MS  5000
#define NOTIFIER_NAME_MAX  127
#define NOTIFIER_WORDS_MAX 511

enum notifier_state {
    NOTIFIER_NO_BUS,
    NOTIFIER_NONE,   /* nobody, and nobody whom the bus could start */
    NOTIFIER_SILENT, /* there, and no answer in time */
    NOTIFIER_ANSWERS
};

struct notifier {
    enum notifier_state state;
    bool on_screen;                    /* this session has a display */
    unsigned process;                  /* of who is there; 0 = unknown */
    bool stopped;                      /* that process is stopped */
    bool actions, markup, persistence; /* with ANSWERS */
    char name[NOTIFIER_NAME_MAX + 1];  /* such as "dunst" */
    char version[NOTIFIER_NAME_MAX + 1];
    char capabilities[NOTIFIER_WORDS_MAX + 1]; /* by spaces, cut to fit */
};

/* Where there is a display, a server that the bus knows is started for it, as for any
 * notification. */
void notifier_look(struct notifier *ret);

#endif
