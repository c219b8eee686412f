/*
 * checkup: what the doctor found, layer by layer, in the order in which a message passes them.
 *
 * In      findings, in that order
 * Out     a list for people, or as JSON; whether all is well
 * Units   items
 * Limits  CHECKUP_MAX findings; further ones are counted and told as one fault
 * Errors  E_UNWELL where something is to be mended; E_OUTPUT
 * Source  host/README.md, "The doctor"
 */
#ifndef OPTWATCH_CLI_CHECKUP_H
#define OPTWATCH_CLI_CHECKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

#define CHECKUP_MAX 256

enum checkup_state {
    CHECKUP_OK,          /* looked at, and as it should be: that a file exists is not enough */
    CHECKUP_INFO,        /* nothing to mend: not there, not needed, or it comes with time */
    CHECKUP_UNSUPPORTED, /* cannot work here, whatever one does; named with what can */
    CHECKUP_FAULT        /* to be mended: remedy says how */
};

struct finding {
    const char *layer; /* such as "manifest" */
    const char *of;    /* a browser's id; NULL where the layer is one for all */
    enum checkup_state state;
    const char *found;  /* one line, without a full stop: made safe for a terminal when printed */
    const char *wanted; /* the same; NULL where found is that */
    const char *remedy; /* one command line for a shell; NULL where there is nothing to do */
};

struct checkup {
    struct arena *arena;
    struct finding list[CHECKUP_MAX];
    size_t count, left_out;
};

/* The texts are borrowed until the checkup was told: constants, or checkup_text's. */
void checkup_add(struct checkup *checkup, const struct finding *finding);

/* As printf, into the checkup's arena; at most 8,191 bytes. */
const char *checkup_text(struct checkup *checkup, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* text as one word of a shell's command line, in single quotes where it needs them. */
const char *checkup_quote(struct checkup *checkup, const char *text);

/* No fault, and no layer left out. */
bool checkup_is_well(const struct checkup *checkup);

/* For people, or with json as {"well","checks":[{"layer","of","state","found","wanted","remedy"}]}.
 * E_OUTPUT. */
enum error checkup_tell(const struct checkup *checkup, bool json) MUST_CHECK;

/* That JSON, as a json_t; owned. */
struct json_t *checkup_json(const struct checkup *checkup);

/* JSON as one line of ASCII on standard output. taken is taken. E_OUTPUT. */
enum error checkup_print(struct json_t *taken) MUST_CHECK;

/* Of the findings only what is to be mended or cannot work, for people. E_OUTPUT. */
enum error checkup_tell_faults(const struct checkup *checkup) MUST_CHECK;

#endif
