/*
 * message: the requests that tests of the wire are made of.
 */
#ifndef OPTWATCH_TESTS_MESSAGE_H
#define OPTWATCH_TESTS_MESSAGE_H

#include "wire/request.h"

#define UUID "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define WHO  "\"instance\":\"" UUID "\",\"family\":\"chromium\",\"locale\":\"en\""

/* A report with holes: members to add to its page, its one control and its one row. */
#define PAGE(path, more)                                                                           \
    "\"page\":{\"path\":\"" path "\",\"visit\":\"" UUID "\",\"load\":\"same_document\","           \
    "\"touched\":\"no\",\"steady_ms\":0,\"waited_ms\":0,\"truncated\":true" more "}"
#define CONTROL(more)                                                                              \
    "{\"ref\":0,\"kind\":\"input\",\"keys\":[],\"disabled\":true,\"visible\":false" more "}"
#define ROW(path, more)          "{\"ref\":0,\"path\":\"" path "\"" more "}"
#define ARGS(page, control, row) "{" WHO "," page ",\"controls\":[" control "],\"rows\":[" row "]}"
#define REPORT(args)             "{\"v\":1,\"id\":7,\"cmd\":\"report\",\"args\":" args "}"
#define WITH_NAME(json)          REPORT(ARGS(PAGE("/a", ""), CONTROL(",\"name\":" json), ROW("/b", "")))

/* Decodes a copy that ends where the message does, so that a sanitizer sees a read beyond. */
enum error message_decode_bytes(struct arena *arena, const char *text, size_t len,
                                struct request *ret);
enum error message_decode(struct arena *arena, const char *text, struct request *ret);

/* Fails the test, with the message, unless decoding it gives what is expected. */
void assert_decodes(struct arena *arena, const char *text, enum error expected);

#endif
