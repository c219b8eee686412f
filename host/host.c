/*
 * optwatch-host: the browser's door. The browser starts it for one message or one port.
 *
 * It reads framed JSON on standard input, answers each message with one frame once what it says is
 * on disk, and ends with its input. It opens no socket, starts no program and never asks a person
 * anything; before the first byte is read the sandbox takes from it the means to do so. The
 * argument that names the caller is a label and no proof: any program of the person could give it;
 * it keeps a wrongly written manifest from being used by another extension.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "catalogue/catalogue.h"
#include "identity.h"
#include "service/service.h"
#include "system/caller.h"
#include "system/clock.h"
#include "system/paths.h"
#include "system/process.h"
#include "system/sandbox.h"
#include "wire/frame.h"
#include "wire/library.h"
#include "wire/reply.h"
#include "wire/request.h"

struct host {
    int in, out; /* the wire */
    bool named;  /* the caller is one that the manifests name */
    struct host_facts facts;
    struct arena arena;
    struct service service;
    char program[CALLER_MAX]; /* the browser's */
    char frame[FRAME_MAX];
    char reply[FRAME_MAX];
};

/* Chromium gives its origin, Firefox the manifest's path and the add-on's id; a portal nothing. */
static bool caller_is_named(int argc, char **argv)
{
    if (argc <= 1) {
        return true;
    }
    if (argc == 2) {
        return strcmp(argv[1], OPTWATCH_CHROMIUM_ORIGIN) == 0;
    }
    return argc == 3 && strcmp(argv[2], OPTWATCH_FIREFOX_ID) == 0;
}

static struct reply_head head_of(const struct request *request)
{
    return (struct reply_head){request->has_id, request->id, request->protocol};
}

static enum error refuse(struct host *host, const struct request *request, enum error what)
{
    const struct reply_head head = head_of(request);
    size_t len = 0;
    enum error error =
        reply_encode_error(&head, what, &host->facts, host->reply, sizeof host->reply, &len);
    return error == E_OK ? frame_write(host->out, host->reply, len) : error;
}

static enum error answer_request(struct host *host, const struct request *request)
{
    const struct reply_head head = head_of(request);
    struct answer answer = {0};
    size_t len = 0;
    enum error error = service_answer(&host->service, request, clock_now_ms(), &answer);
    if (error == E_OK) {
        error = reply_encode(&head, &answer, &host->facts, host->reply, sizeof host->reply, &len);
    }
    return error == E_OK ? frame_write(host->out, host->reply, len) : refuse(host, request, error);
}

/* The error of writing: a message that is refused is an answer like any other. */
static enum error handle(struct host *host, size_t len)
{
    struct request request = {.has_id = false};
    enum error error = request_decode((struct view){host->frame, len}, &host->arena, &request);
    if (error == E_OK && !host->named) {
        error = E_ORIGIN;
    }
    return error == E_OK ? answer_request(host, &request) : refuse(host, &request, error);
}

static enum error serve(struct host *host)
{
    const struct request unread = {.has_id = false};
    for (;;) {
        size_t len = 0;
        bool end = false;
        enum error error = frame_read(host->in, host->frame, &len, &end);
        if (end || error == E_CUT_SHORT) {
            return error;
        }
        if (error != E_OK) {
            /* The stream cannot be found again after this: told once, then the end. */
            return refuse(host, &unread, error) == E_OK ? error : E_OK;
        }
        error = handle(host, len);
        service_rest(&host->service);
        if (error != E_OK) {
            /* Nobody reads any more: the browser is gone, which is its right. */
            return E_OK;
        }
        arena_reset(&host->arena);
    }
}

/*
 * Before the first byte is read. The history's folder is made for a caller that may use it, so that
 * it can be named to the sandbox; what hinders that is told by whoever needs the history.
 */
static void enter_sandbox(struct host *host)
{
    int folder = -1;
    if (paths_open_folder(host->named, &folder) != E_OK) {
        folder = -1;
    }
    struct sandbox sandbox = sandbox_enter(folder);
    if (folder >= 0) {
        close(folder);
    }
    host->facts.sandbox = sandbox_name(&sandbox);
}

static int explain(void)
{
    fputs("optwatch-host is started by a browser and speaks native messaging on standard input.\n"
          "For people there is optwatch(1): try \"optwatch status\".\n",
          stderr);
    return E_USAGE;
}

/* The wire, the sandbox, and each message; in this order. */
static enum error run(struct host *host, int argc, char **argv)
{
    host->facts = (struct host_facts){OPTWATCH_VERSION, catalogue_version, "none"};
    if (fd_claim_stdio(&host->in, &host->out) != FD_WHOLE) {
        return E_OUTPUT;
    }
    process_confine();
    host->named = caller_is_named(argc, argv);
    /* A portal, which names nobody, is not the browser. */
    if (argc > 1) {
        caller_read_program(host->program);
    }
    library_prepare();
    service_init(&host->service, &host->arena, clock_zone());
    host->service.program = host->program;
    host->service.closes_late = true;
    enter_sandbox(host);
    enum error error = serve(host);
    arena_finish(&host->arena);
    return error;
}

int main(int argc, char **argv)
{
    if (process_is_borrowed()) {
        return E_ORIGIN;
    }
    if (isatty(STDIN_FILENO)) {
        return explain();
    }
    fd_close_leaked();
    /* Not on the stack: what most answers never touch then costs no page. */
    struct host *host = calloc(1, sizeof *host);
    if (!host) {
        abort();
    }
    enum error error = run(host, argc, argv);
    free(host);
    return (int)error;
}
