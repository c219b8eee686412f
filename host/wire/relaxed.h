/*
 * relaxed: what one family of browsers takes for JSON beyond the standard, made standard, so that
 * manifests and policies are read as a browser does.
 *
 * In      a file's text, a family
 * Out     the same value as JSON that jansson takes; what both refuse stays as wrong as it was
 * Units   bytes
 * Limits  the buffer's
 * Errors  none: ask the buffer whether it is full
 * Source  Chromium's JSON_PARSE_CHROMIUM_EXTENSIONS: comments, line ends in texts, \x41; ECMA-404
 * of Firefox: half a surrogate pair. What the real ones take is asked of them
 *         (tests/register/browsers.test.mjs)
 */
#ifndef OPTWATCH_WIRE_RELAXED_H
#define OPTWATCH_WIRE_RELAXED_H

#include "base/buffer.h"
#include "core/page.h"

void relaxed_rewrite(struct view text, enum family family, struct buffer *ret);

#endif
