/*
 * ahead: the dates of all reminders that lie ahead, for programs that keep a calendar of their own.
 *
 * In      a service that has just answered ORDER_LIST: its reminders as they are told, its now
 * Out     each instance that is not settled, to the caller's function, reminder by reminder
 * Units   UTC seconds
 * Limits  AHEAD_S from now; AHEAD_EACH instances of a reminder: the oldest
 * Errors  the store's, and those of the caller's function
 * Source  host/README.md, "Reminders"
 */
#ifndef OPTWATCH_SERVICE_AHEAD_H
#define OPTWATCH_SERVICE_AHEAD_H

#include "service/service.h"

#define AHEAD_S       ((int64_t)2 * 366 * CIVIL_DAY_S)
#define AHEAD_EACH    24
#define AHEAD_UID_MAX 160 /* bytes */

/* Borrowed for the call, but for what is told. */
struct ahead_instance {
    const struct told_reminder *reminder;
    /*
     * The same for an instance whenever it is asked for: made of what never changes of it, which a
     * row's number in one machine's history is not.
     */
    char uid[AHEAD_UID_MAX];
    int64_t created_s; /* of its reminder */
    int64_t due_s;
    int64_t revision; /* 0; grows whenever it is moved */
};

typedef enum error ahead_visit(void *self, const struct ahead_instance *instance);

enum error ahead_list(struct service *service, ahead_visit *visit, void *self) MUST_CHECK;

#endif
