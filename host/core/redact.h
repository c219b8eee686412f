/*
 * redact: a report that a person can show to strangers, and that is still detected the same.
 *
 * What stays is structure: roles, numbers, flags, and the words that the catalogue knows from
 * LinkedIn's labels, On and Off words, keys and paths. Any other word becomes x1, x2, … : the same
 * word has the same number throughout, so that equal texts stay equal and different ones different.
 *
 * In      a decoded report
 * Out     the same report with its texts replaced; new ones are in the arena
 * Units   bytes
 * Limits  the wire's: a text that grows over its limit is cut there, which only ever happens behind
 *         a replaced word. Words after the first REDACT_WORDS_MAX different ones are all "x"
 * Errors  E_LIMIT when the arena is full; E_REDACT where the redacted page would be read otherwise,
 *         and then the report is not one to show
 * Source  the product's promise for reports of faults (host/README.md, "redact")
 */
#ifndef OPTWATCH_CORE_REDACT_H
#define OPTWATCH_CORE_REDACT_H

#include "base/arena.h"
#include "base/error.h"
#include "core/page.h"

#define REDACT_WORDS_MAX 1024
/* Stands for the ids of the profile and of the visit. */
#define REDACT_UUID "00000000-0000-4000-8000-000000000000"

enum error redact_report(struct report *report, struct arena *arena) MUST_CHECK;

#endif
