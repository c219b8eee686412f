/*
 * reply: what the host says, as ASCII JSON.
 *
 * In      core's values, borrowed for the call
 * Out     bytes in the caller's buffer, without a closing NUL
 * Units   times are whole seconds UTC
 * Limits  FRAME_MAX bytes
 * Errors  E_REPLY if the answer does not fit: what the buffer then holds is undefined
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_REPLY_H
#define OPTWATCH_WIRE_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "core/guide.h"
#include "core/history.h"
#include "core/warn.h"
#include "wire/told.h"

/* One setting of one account, as it stands now. */
struct told_standing {
    int64_t account;
    int setting;
    enum standing_state state; /* the view: may be stale */
    int64_t since_s, last_seen_s, confirmed_s;
    int64_t wording_changed_s; /* 0 = never */
};

/* The answer to a command. A part that is NULL is left out. */
struct answer {
    int setting; /* that the guide and the verdict are about */
    const struct reading *readings;
    size_t reading_count;
    const struct told_standing *standings;
    size_t standing_count;
    const struct guide *guide;
    const struct verdict *verdict;
    const struct warning *warning;
    const struct told_about *about;
    const struct told_reminder *reminders;
    size_t reminder_count;
    bool tells_pause;               /* whether the next two are part of the answer */
    int64_t set;                    /* the reminder that was set; 0 = none */
    int64_t paused_s;               /* until when reminders are paused; 0 = they are not */
    bool tells_claim;               /* whether the next is part of the answer */
    const struct told_claim *claim; /* NULL = there is nothing to show */
    const struct report *report;    /* a redacted one */
    const struct told_account *accounts;
    size_t account_count;
    const struct told_question *question;
    const struct told_settings *settings;
    const struct guide *checklist; /* of which only the exits are told */
    const struct history *history;
    bool shown;              /* it was noted that a warning was */
    bool forgot;             /* everything is erased */
    bool key_remains;        /* a key was made once: optwatch removes it */
    bool tells_recorded;     /* whether recorded is part of the answer */
    bool recorded;           /* it is on disk */
    enum error record_error; /* why it is not, if it is not */
};

/* Who answers: in every reply. */
struct host_facts {
    const char *version;
    int catalogue;
    const char *sandbox; /* what confines the process: "none", … */
};

/* To what the reply is one. */
struct reply_head {
    bool has_id; /* one could be read */
    int64_t id;
    int protocol; /* in which the reply is; 0 = none was asked in, and the oldest is taken */
};

enum error reply_encode(const struct reply_head *head, const struct answer *answer,
                        const struct host_facts *host, char *buffer, size_t size,
                        size_t *ret_len) MUST_CHECK;

enum error reply_encode_error(const struct reply_head *head, enum error what,
                              const struct host_facts *host, char *buffer, size_t size,
                              size_t *ret_len) MUST_CHECK;

/* One notification as a line for another program: {"at","instances","text"}. */
enum error reply_encode_claim(const struct told_claim *claim, char *buffer, size_t size,
                              size_t *ret_len) MUST_CHECK;

/* Only the "ok" object, for the command line; pretty has line breaks. */
enum error reply_encode_bare(const struct answer *answer, bool pretty, char *buffer, size_t size,
                             size_t *ret_len) MUST_CHECK;

#endif
