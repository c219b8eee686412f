#include "cli/checkup.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"

#define LINE_MAX_BYTES 8192

static const char *const state_names[] = {
    [CHECKUP_OK] = "ok",
    [CHECKUP_INFO] = "info",
    [CHECKUP_UNSUPPORTED] = "unsupported",
    [CHECKUP_FAULT] = "fault",
};
static const char *const marks[] = {
    [CHECKUP_OK] = "ok",
    [CHECKUP_INFO] = "--",
    [CHECKUP_UNSUPPORTED] = "no",
    [CHECKUP_FAULT] = "!!",
};

void checkup_add(struct checkup *checkup, const struct finding *finding)
{
    if (checkup->count == CHECKUP_MAX) {
        checkup->left_out++;
        return;
    }
    checkup->list[checkup->count++] = *finding;
}

const char *checkup_text(struct checkup *checkup, const char *format, ...)
{
    char text[LINE_MAX_BYTES];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *kept = arena_copy(checkup->arena, view_of(text));
    return kept ? kept : "(no room to tell)";
}

static bool is_plain(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-+=:@%,";
    return *text != '\0' && text[strspn(text, plain)] == '\0';
}

const char *checkup_quote(struct checkup *checkup, const char *text)
{
    char quoted[LINE_MAX_BYTES];
    size_t at = 0;
    if (is_plain(text)) {
        return text;
    }
    quoted[at++] = '\'';
    /* A quote takes four bytes, and the last two are for the end. */
    for (const char *c = text; *c && at + 6 < sizeof quoted; c++) {
        const char *put = *c == '\'' ? "'\\''" : (const char[]){*c, '\0'};
        size_t len = strlen(put);
        memcpy(quoted + at, put, len);
        at += len;
    }
    quoted[at++] = '\'';
    quoted[at] = '\0';
    return checkup_text(checkup, "%s", quoted);
}

bool checkup_is_well(const struct checkup *checkup)
{
    for (size_t i = 0; i < checkup->count; i++) {
        if (checkup->list[i].state == CHECKUP_FAULT) {
            return false;
        }
    }
    return checkup->left_out == 0;
}

/* What a file's name or content says is somebody else's: control characters do not get through. */
static void print_safe(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c >= 0x7F) {
            printf("\\x%02X", *c);
        } else {
            putchar(*c);
        }
    }
}

static void print_line(const char *lead, const char *text)
{
    if (text) {
        fputs(lead, stdout);
        print_safe(text);
        putchar('\n');
    }
}

static void print_finding(const struct finding *finding)
{
    printf("[%s] %s%s%s: ", marks[finding->state], finding->layer, finding->of ? ", " : "",
           finding->of ? finding->of : "");
    print_safe(finding->found);
    putchar('\n');
    print_line("       wanted: ", finding->wanted);
    print_line("       do:     ", finding->remedy);
}

static enum error tell_words(const struct checkup *checkup, enum checkup_state from)
{
    for (size_t i = 0; i < checkup->count; i++) {
        if (checkup->list[i].state >= from) {
            print_finding(&checkup->list[i]);
        }
    }
    puts(checkup_is_well(checkup) ? "\nAll is well." : "\nSomething is to be mended: see [!!].");
    return output_end();
}

/* Bytes that are no UTF-8 have no place in JSON. */
static json_t *text_json(const char *text)
{
    json_t *made = text ? json_string(text) : json_null();
    return made ? made : json_string("(not UTF-8)");
}

static json_t *finding_json(const struct finding *finding)
{
    return json_pack("{s:s, s:o, s:s, s:o, s:o, s:o}", "layer", finding->layer, "of",
                     text_json(finding->of), "state", state_names[finding->state], "found",
                     text_json(finding->found), "wanted", text_json(finding->wanted), "remedy",
                     text_json(finding->remedy));
}

json_t *checkup_json(const struct checkup *checkup)
{
    json_t *checks = json_array();
    for (size_t i = 0; i < checkup->count; i++) {
        (void)json_array_append_new(checks, finding_json(&checkup->list[i]));
    }
    return json_pack("{s:b, s:o}", "well", checkup_is_well(checkup), "checks", checks);
}

enum error checkup_print(struct json_t *taken)
{
    char *text = json_dumps(taken, JSON_COMPACT | JSON_ENSURE_ASCII);
    enum error error = E_OUTPUT;
    if (text) {
        puts(text);
        error = output_end();
    }
    free(text);
    json_decref(taken);
    return error;
}

enum error checkup_tell(const struct checkup *checkup, bool json)
{
    return json ? checkup_print(checkup_json(checkup)) : tell_words(checkup, CHECKUP_OK);
}

enum error checkup_tell_faults(const struct checkup *checkup)
{
    return tell_words(checkup, CHECKUP_UNSUPPORTED);
}
