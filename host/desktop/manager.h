/*
 * manager: the person's own systemd, and the timer of the reminders in it.
 *
 * In      org.freedesktop.systemd1 on the session's bus
 * Out     how the timer stands; or the timer, enabled and started
 * Units   seconds UTC
 * Limits  MANAGER_LOOK_MS and MANAGER_CHANGE_MS in all, whatever bus and manager do
 * Errors  E_NO_MANAGER; E_UNWELL: the timer is not there, masked, or was refused. No program and no
 *         bus is started
 * Source  org.freedesktop.systemd1(5)
 */
#ifndef OPTWATCH_DESKTOP_MANAGER_H
#define OPTWATCH_DESKTOP_MANAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "system/paths.h"

#define MANAGER_TIMER     "optwatch-remind.timer"
#define MANAGER_SERVICE   "optwatch-remind.service"
#define MANAGER_LOOK_MS   3000
#define MANAGER_CHANGE_MS 10000
#define MANAGER_WORD_MAX  31

struct manager_timer {
    bool answers; /* there is a manager */
    bool slow;    /* it did not answer in time: nothing below holds */
    bool known;   /* it has loaded the timer */
    bool enabled, active;
    bool outdated;                   /* its files changed since it read them */
    char load[MANAGER_WORD_MAX + 1]; /* of the timer: "loaded", "not-found", "masked", … */
    char service_load[MANAGER_WORD_MAX + 1];
    char path[PATHS_MAX]; /* of the timer's file */
    char service_path[PATHS_MAX];
    char program[PATHS_MAX];           /* that the service starts */
    int64_t last_s, next_s;            /* when it went off, and will; 0 = never */
    int64_t ran_s;                     /* when the service was started last; 0 = never */
    char result[MANAGER_WORD_MAX + 1]; /* of that run: "success", "exit-code", … */
    int status;                        /* its exit status */
};

void manager_look_at_timer(struct manager_timer *ret);

/* Enables and starts it, if the manager knows one by that name. *ret_changed tells that it was not
 * so already. */
enum error manager_enable_timer(bool *ret_changed) MUST_CHECK;

#endif
