/*
 * report: one look as JSON: what request_decode_report reads back.
 *
 * In      struct report, borrowed for the call
 * Out     an ASCII JSON object with line breaks, in the caller's buffer, without a closing NUL
 * Units   as in report.args
 * Limits  the buffer's size
 * Errors  E_REPLY if it does not fit
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_REPORT_H
#define OPTWATCH_WIRE_REPORT_H

#include <stddef.h>

#include "base/error.h"
#include "core/page.h"

enum error report_encode(const struct report *report, char *buffer, size_t size,
                         size_t *ret_len) MUST_CHECK;

#endif
