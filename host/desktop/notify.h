/*
 * notify: one notification on the desktop, and what the person answers to it.
 *
 * In      plain texts; the session's notification server, asked first what it can do
 * Out     NOTIFY_… as the person pressed it
 * Units   seconds to wait; the wait stands still while the machine sleeps
 * Limits  NOTIFY_LIMIT_MS until it is shown, whatever bus and server do; one notification at a
 * time, always under the same id, so that a second one takes the place of the first Errors E_LATER:
 * there is no bus or no server, or none that answers; no bus is started Source  Desktop
 * Notifications Specification 1.2, through libnotify; dunst 1.9.0 and xfce4-notifyd 0.7.3 take an
 * id that they did not give (measured). A server that is killed says nothing, so its name is
 * watched
 */
#ifndef OPTWATCH_DESKTOP_NOTIFY_H
#define OPTWATCH_DESKTOP_NOTIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define NOTIFY_LIMIT_MS    5000
#define NOTIFY_BUTTONS_MAX 4

enum notify_answer {
    NOTIFY_NONE, /* closed, expired, or the server is gone */
    NOTIFY_LEFT, /* time is up, and it may still be seen */
    NOTIFY_OPEN,
    NOTIFY_SNOOZE,
    NOTIFY_SLOWER,
    NOTIFY_DONE
};

struct notify_button {
    enum notify_answer answer;
    const char *label;
};

struct notify_text {
    const char *title, *text; /* plain: escaped here where the server reads markup */
    const char *by_hand;      /* what to do where there are no buttons, or none any more */
    bool critical;
    struct notify_button buttons[NOTIFY_BUTTONS_MAX]; /* a click on the text is NOTIFY_OPEN */
    size_t button_count;
};

struct notify;

/* Shows it; text is borrowed for the call. *ret is owned: notify_destroy. E_LATER: nothing was
 * shown, as far as anybody said. */
enum error notify_show(const struct notify_text *text, struct notify **ret) MUST_CHECK;

/* Waits for an answer at most wait_s seconds. */
enum notify_answer notify_wait(struct notify *notify, int wait_s);

/* notify is taken. What is still seen of it gets no buttons that do nothing any more: it is shown
 * once more under the same id, quietly, with what to do by hand. */
void notify_retire(struct notify *notify);

/* notify is taken, the notification stays. Accepts NULL. */
void notify_destroy(struct notify *notify);

#endif
