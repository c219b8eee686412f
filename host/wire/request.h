/*
 * request: one message from the extension, checked in full before anything acts on it.
 *
 * In      UTF-8 JSON of at most FRAME_MAX bytes
 * Out     struct request; every view is in the arena, valid until it is reset
 * Units   as in core/page.h
 * Limits  those of core/page.h; more is refused, never cut
 * Errors  E_JSON, E_MESSAGE, E_PROTOCOL, E_COMMAND, E_ARGS, E_LIMIT
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_REQUEST_H
#define OPTWATCH_WIRE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/history.h"
#include "core/page.h"
#include "wire/order.h"

/* The host answers in its own protocol and in the one before; there is none before 1. */
#ifndef PROTOCOL_MAX
#define PROTOCOL_MAX 1
#endif
#define PROTOCOL_MIN (PROTOCOL_MAX > 1 ? PROTOCOL_MAX - 1 : 1)

/* X(symbol, wire name): what this host answers; also its capabilities. */
#define COMMAND_TABLE(X)                                                                           \
    X(HELLO, "hello")                                                                              \
    X(REPORT, "report")                                                                            \
    X(STATUS, "status")                                                                            \
    X(REMIND, "remind")                                                                            \
    X(REDACT, "redact")                                                                            \
    X(ACCOUNTS, "accounts")                                                                        \
    X(SETTINGS, "settings")                                                                        \
    X(EXIT, "exit")                                                                                \
    X(HISTORY, "history")                                                                          \
    X(FORGET, "forget")                                                                            \
    X(SHOWN, "shown")

enum command {
#define COMMAND_ENUM(symbol, name) COMMAND_##symbol,
    COMMAND_TABLE(COMMAND_ENUM)
#undef COMMAND_ENUM
        COMMAND_COUNT
};

struct request {
    bool has_id; /* set as soon as it could be read, even where the rest is refused */
    int64_t id;
    int protocol; /* to answer in: the one asked in, else the nearest there is; 0 = none was read */
    enum command command;
    /* instance, family and locale for every command; page for COMMAND_REPORT and COMMAND_REDACT
     * only */
    struct report report;
    struct order order;            /* of COMMAND_ACCOUNTS, _SETTINGS, _EXIT, _REMIND and _SHOWN */
    struct history_filter history; /* for COMMAND_HISTORY */
    bool confirm;                  /* for COMMAND_FORGET */
};

/* Reads one message. */
enum error request_decode(struct view json, struct arena *arena, struct request *ret) MUST_CHECK;

/* Reads a bare report.args object. */
enum error request_decode_report(struct view json, struct arena *arena,
                                 struct report *ret) MUST_CHECK;

const char *request_command_name(enum command command);

#endif
