/* Any bytes as one message: decoded, detected, guided, encoded; nothing is stored. */
#include <stdint.h>
#include <stdlib.h>

#include "catalogue/catalogue.h"
#include "core/redact.h"
#include "service/service.h"
#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t no_offset(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return 0;
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* An "off" is confirmed by a fresh, untouched, settled look only, whatever else the bytes say. */
static void check_off(const struct service *service, const struct report *report)
{
    if (service->standings[service->primary].state == STANDING_OFF_CONFIRMED) {
        require(report->page.load == LOAD_FRESH && report->page.touched == TOUCHED_NO &&
                report->page.steady_ms >= STANDING_CONFIRM_MS && !report->page.truncated);
    }
}

/* A page that was redacted for a report of a fault is read as the page itself was. */
static void check_redacted(const struct service *service, struct report *report,
                           struct arena *arena)
{
    if (redact_report(report, arena) != E_OK) {
        return;
    }
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct reading *before = &service->readings[i];
        struct reading after;
        detect_page(&report->page, (int)i, &after);
        require(after.state == before->state && after.reasons == before->reasons &&
                after.ref == before->ref && after.confirmable == before->confirmable);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct host_facts facts = {"0", 1, "none"};
    static char reply[FRAME_MAX];
    struct arena arena = {0};
    struct service *service = calloc(1, sizeof *service);
    struct request request = {.has_id = false};
    struct answer answer = {0};
    size_t len = 0;
    require(service != NULL);
    service_init(service, &arena, (struct zone){no_offset, 0});
    enum error error = request_decode((struct view){(const char *)data, size}, &arena, &request);
    const struct reply_head head = {request.has_id, request.id, request.protocol};
    require(head.protocol == 0 || (head.protocol >= PROTOCOL_MIN && head.protocol <= PROTOCOL_MAX));
    if (error == E_OK && request.command == COMMAND_REPORT) {
        service_check(service, &request.report, INT64_C(1795300857000), &answer);
        check_off(service, &request.report);
        error = reply_encode(&head, &answer, &facts, reply, sizeof reply, &len);
        require(error == E_OK);
        check_redacted(service, &request.report, &arena);
    }
    if (error != E_OK) {
        require(reply_encode_error(&head, error, &facts, reply, sizeof reply, &len) == E_OK);
    }
    for (size_t i = 0; i < len; i++) {
        require(reply[i] >= 0x20 && reply[i] < 0x7F);
    }
    free(service);
    arena_finish(&arena);
    return 0;
}
