/*
 * Any bytes as messages, a line each, answered by a host with a history: what it answers is a
 * reply, what it says is recorded is there, and an off is confirmed by a look that may confirm
 * only.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "service/service.h"
#include "wire/frame.h"

#define MESSAGES 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t no_offset(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return 0;
}

static void check_reply(const char *reply, size_t len)
{
    require(len > 2 && len <= FRAME_MAX && reply[0] == '{' && reply[len - 1] == '}');
    for (size_t i = 0; i < len; i++) {
        require(reply[i] >= 0x20 && reply[i] < 0x7F);
    }
}

static bool may_confirm(const struct report *report)
{
    const struct page *page = &report->page;
    return page->load == LOAD_FRESH && page->touched == TOUCHED_NO &&
           page->steady_ms >= STANDING_CONFIRM_MS && !page->truncated;
}

/* How the setting stood after the last report, of which account. */
struct seen {
    int64_t account;
    enum standing_state state;
};

/* Of another account nothing is known yet: it may have been confirmed by an earlier input. */
static void check_confirmed(const struct service *service, const struct request *request,
                            struct seen *seen)
{
    enum standing_state now = service->standings[service->primary].state;
    if (now == STANDING_OFF_CONFIRMED && seen->account == service->account.id &&
        seen->state != STANDING_OFF_CONFIRMED) {
        require(may_confirm(&request->report));
    }
    *seen = (struct seen){service->account.id, now};
}

static void answer(struct service *service, struct view message, struct seen *seen, int64_t now_ms)
{
    static const struct host_facts facts = {"0", 1, "none"};
    static char reply[FRAME_MAX];
    struct request request = {.has_id = false};
    struct answer told = {0};
    size_t len = 0;
    enum error error = request_decode(message, service->arena, &request);
    const struct reply_head head = {request.has_id, request.id, request.protocol};
    bool report = error == E_OK && request.command == COMMAND_REPORT;
    if (error == E_OK) {
        error = service_answer(service, &request, now_ms, &told);
    }
    if (error == E_OK && report) {
        check_confirmed(service, &request, seen);
    }
    if (error == E_OK) {
        error = reply_encode(&head, &told, &facts, reply, sizeof reply, &len);
    }
    if (error != E_OK) {
        require(reply_encode_error(&head, error, &facts, reply, sizeof reply, &len) == E_OK);
    }
    check_reply(reply, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct service *service;
    struct arena arena = {0};
    struct view left = {(const char *)data, size};
    struct seen seen = {0, STANDING_UNKNOWN};
    scratch_place();
    service = service ? service : calloc(1, sizeof *service);
    require(service != NULL);
    service_init(service, &arena, (struct zone){no_offset, 0});
    for (int i = 0; i < MESSAGES && left.len > 0; i++) {
        const char *end = memchr(left.data, '\n', left.len);
        size_t len = end ? (size_t)(end - left.data) : left.len;
        answer(service, (struct view){left.data, len}, &seen, SCRATCH_NOW_MS + i * INT64_C(60000));
        size_t taken = len < left.len ? len + 1 : len;
        left = (struct view){left.data + taken, left.len - taken};
        arena_reset(&arena);
    }
    arena_finish(&arena);
    return 0;
}
