/*
 * history: its entries as JSON, as in the answer to the command of that name.
 *
 * In      struct history
 * Out     an ASCII JSON object with line breaks, added to a buffer
 * Units   whole seconds UTC
 * Limits  the buffer's
 * Errors  E_REPLY if it does not fit
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_HISTORY_H
#define OPTWATCH_WIRE_HISTORY_H

#include "base/buffer.h"
#include "core/history.h"

enum error history_encode(const struct history *history, struct buffer *buffer) MUST_CHECK;

#endif
