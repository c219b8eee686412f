#include "cli/doctor_patient.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "desktop/probe.h"
#include "identity.h"
#include "wire/frame.h"
#include "wire/manifest.h"
#include "wire/request.h"

#define HELLO     "{\"v\":1,\"id\":1,\"cmd\":\"hello\",\"args\":{}}"
#define HEAD      sizeof(uint32_t)
#define LIMIT_MS  5000
#define LINE_SHOW 80

static uint32_t head_of(const char *bytes)
{
    uint32_t len = 0;
    memcpy(&len, bytes, sizeof len);
    return len;
}

/* A length that no host of ours sends ends it as well: what follows cannot be found any more. */
static bool is_whole(struct view output)
{
    return output.len >= HEAD && (head_of(output.data) > FRAME_MAX || head_of(output.data) == 0 ||
                                  output.len - HEAD >= head_of(output.data));
}

static void probe(const struct patient *patient, struct probe_result *ret)
{
    char hello[HEAD + sizeof HELLO];
    uint32_t len = sizeof HELLO - 1;
    memcpy(hello, &len, HEAD);
    memcpy(hello + HEAD, HELLO, sizeof HELLO);
    struct probe how = {.arguments = {patient->host, OPTWATCH_CHROMIUM_ORIGIN},
                        .input = {hello, HEAD + len},
                        .is_whole = is_whole,
                        .limit_ms = LIMIT_MS};
    if (patient->found->browser->family == FAMILY_FIREFOX) {
        how.arguments[1] = patient->manifest;
        how.arguments[2] = OPTWATCH_FIREFOX_ID;
    }
    probe_run(&how, ret);
}

/* The first line of bytes, quoted and made safe; "" for none. */
static const char *first_line(struct patient *patient, const char *lead, const char *bytes,
                              size_t len)
{
    char shown[LINE_SHOW * TEXT_SHOWN_MAX + 1];
    size_t line = 0;
    while (line < len && line < LINE_SHOW && bytes[line] != '\n' && bytes[line] != '\r' &&
           bytes[line] != '\0') {
        line++;
    }
    (void)text_show((struct view){bytes, line}, shown, sizeof shown, &len);
    return line > 0 ? checkup_text(patient->checkup, "%s\"%s\"", lead, shown) : "";
}

/* Its own host that does not run is mended by nothing but another one. */
static const char *mend(const struct patient *patient)
{
    bool own = strcmp(patient->host, patient->own->host) == 0;
    return own ? remedy_install_again(patient) : remedy_register(patient);
}

static void tell_wrong(struct patient *patient, const char *text)
{
    patient_fault(patient, LAYER_START, text, "an answer to hello within five seconds",
                  mend(patient));
}

static const char *said(struct patient *patient, const struct probe_result *result)
{
    return first_line(patient, ", and said ", result->said, result->said_len);
}

static bool is_text(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!isprint((unsigned char)bytes[i]) && !isspace((unsigned char)bytes[i])) {
            return false;
        }
    }
    return true;
}

/* Browsers tell this as a message of an odd length, the four letters read as a number. */
static void tell_garbage(struct patient *patient, const struct probe_result *result)
{
    uint32_t len = head_of(result->output);
    if (len != 0 && is_text(result->output, HEAD)) {
        tell_wrong(patient,
                   checkup_text(patient->checkup,
                                "%s prints on standard output, which is the browser's wire: "
                                "its first letters read as a message of %u bytes%s",
                                patient->host, len,
                                first_line(patient, ": ", result->output, result->len)));
        return;
    }
    tell_wrong(patient, checkup_text(patient->checkup, "%s answered with a message of %u bytes%s",
                                     patient->host, len, said(patient, result)));
}

static bool is_protocol(const json_t *host, int64_t *ret_min, int64_t *ret_max)
{
    const json_t *range = json_object_get(host, "protocol");
    const json_t *min = json_array_get(range, 0);
    const json_t *max = json_array_get(range, 1);
    *ret_min = json_integer_value(min);
    *ret_max = json_integer_value(max);
    return json_is_integer(min) && json_is_integer(max) && *ret_min <= *ret_max;
}

static void tell_version(struct patient *patient, const json_t *host)
{
    int64_t min = 0;
    int64_t max = 0;
    const char *version = json_string_value(json_object_get(host, "version"));
    if (!version || !is_protocol(host, &min, &max)) {
        tell_wrong(patient, checkup_text(patient->checkup, "%s answered without its version",
                                         patient->host));
        return;
    }
    const char *text =
        checkup_text(patient->checkup, "%s answered: version %s, protocol %lld to %lld",
                     patient->host, version, (long long)min, (long long)max);
    if (min > PROTOCOL_MAX || max < PROTOCOL_MIN) {
        patient_fault(patient, LAYER_START, text,
                      checkup_text(patient->checkup,
                                   "protocol %d to %d, as this version %s speaks: the %s is older",
                                   PROTOCOL_MIN, PROTOCOL_MAX, OPTWATCH_VERSION,
                                   min > PROTOCOL_MAX ? "optwatch that you run" : "host"),
                      mend(patient));
        return;
    }
    bool other = strcmp(version, OPTWATCH_VERSION) != 0;
    patient_tell(
        patient, LAYER_START, other ? CHECKUP_INFO : CHECKUP_OK,
        other ? checkup_text(patient->checkup, "%s; this optwatch is %s", text, OPTWATCH_VERSION)
              : text);
}

static void tell_refused(struct patient *patient, const json_t *error)
{
    const char *code = json_string_value(json_object_get(error, "code"));
    if (code && strcmp(code, error_name(E_ORIGIN)) == 0) {
        tell_wrong(patient,
                   checkup_text(patient->checkup, "%s does not know the extension %s (E_ORIGIN)",
                                patient->host, manifest_entry(patient->found->browser->family)));
        return;
    }
    tell_wrong(patient, checkup_text(patient->checkup, "%s answered with the error %s",
                                     patient->host, code ? code : "(none)"));
}

static void tell_answer(struct patient *patient, const struct probe_result *result)
{
    json_t *json = json_loadb(result->output + HEAD, head_of(result->output), 0, NULL);
    if (!json_is_object(json)) {
        tell_wrong(
            patient,
            checkup_text(patient->checkup, "%s answered with no JSON object%s", patient->host,
                         first_line(patient, ": ", result->output + HEAD, result->len - HEAD)));
    } else if (json_object_get(json, "error")) {
        tell_refused(patient, json_object_get(json, "error"));
    } else if (!json_is_object(json_object_get(json, "ok")) ||
               json_integer_value(json_object_get(json, "id")) != 1) {
        tell_wrong(patient,
                   checkup_text(patient->checkup, "%s did not answer the question", patient->host));
    } else if (result->lingers) {
        tell_wrong(patient, checkup_text(patient->checkup,
                                         "%s answered, and does not end when the browser is gone",
                                         patient->host));
    } else {
        tell_version(patient, json_object_get(json, "host"));
    }
    json_decref(json);
}

static void tell_exit(struct patient *patient, const struct probe_result *result)
{
    bool printed = result->len > 0;
    tell_wrong(patient,
               checkup_text(patient->checkup, "%s exited with status %d before it answered%s%s",
                            patient->host, result->code,
                            printed
                                ? first_line(patient, ", and printed ", result->output, result->len)
                                : "",
                            said(patient, result)));
}

static void tell(struct patient *patient, const struct probe_result *result)
{
    switch (result->end) {
    case PROBE_WHOLE:
        if (head_of(result->output) > FRAME_MAX || head_of(result->output) == 0) {
            tell_garbage(patient, result);
        } else {
            tell_answer(patient, result);
        }
        break;
    case PROBE_NOT_STARTED:
        tell_wrong(patient, checkup_text(patient->checkup, "%s could not be started: %s",
                                         patient->host, strerrordesc_np(result->code)));
        break;
    case PROBE_EXITED:
        tell_exit(patient, result);
        break;
    case PROBE_SIGNALLED:
        tell_wrong(patient,
                   checkup_text(patient->checkup, "%s was ended by signal %s before it answered%s",
                                patient->host, sigabbrev_np(result->code), said(patient, result)));
        break;
    case PROBE_SLOW:
        tell_wrong(patient,
                   checkup_text(patient->checkup, "%s did not answer within five seconds%s",
                                patient->host, said(patient, result)));
        break;
    case PROBE_FLOOD:
        tell_wrong(patient, checkup_text(patient->checkup, "%s sends more than any answer has",
                                         patient->host));
        break;
    }
}

void doctor_look_at_start(struct patient *patient)
{
    struct probe_result result;
    if (patient->faulty) {
        patient_tell(patient, LAYER_START, CHECKUP_INFO,
                     "not started: mend what stands above first");
        return;
    }
    probe(patient, &result);
    tell(patient, &result);
}
