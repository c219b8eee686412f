#include "cli/doctor_patient.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/peek.h"
#include "wire/manifest.h"

#define PLACES_MAX (2 + BROWSER_PLACES)

/* A file that the browser may read, and what it makes of it. */
struct place {
    char path[PATHS_MAX];
    bool system;
    enum peek what;
    struct stat file;
    struct manifest manifest;
    enum error error;
};

struct places {
    struct place list[PLACES_MAX];
    size_t count;
};

static void read_place(struct patient *patient, struct place *place)
{
    struct buffer text = {.max = MANIFEST_MAX};
    place->what = peek_read(place->path, &text, &place->file);
    if (place->what == PEEK_READ) {
        place->error = manifest_read(buffer_view(&text), patient->found->browser->family,
                                     patient->checkup->arena, &place->manifest);
    }
    buffer_finish(&text);
}

static void add_place(struct patient *patient, const char *pattern, struct places *places)
{
    struct place *place = &places->list[places->count];
    char folder[PATHS_MAX];
    *place = (struct place){.system = pattern[0] == '/'};
    if (found_place(pattern, folder) != E_OK) {
        return;
    }
    int len = snprintf(place->path, sizeof place->path, "%s/" MANIFEST_FILE, folder);
    if (len > 0 && (size_t)len < sizeof place->path) {
        read_place(patient, place);
        places->count++;
    }
}

static void find_places(struct patient *patient, struct places *places)
{
    const struct browser *browser = patient->found->browser;
    add_place(patient, browser->manifests, places);
    if (browser->also) {
        add_place(patient, browser->also, places);
    }
    for (size_t i = 0; i < BROWSER_PLACES && browser->system[i]; i++) {
        add_place(patient, browser->system[i], places);
    }
}

static bool is_there(const struct place *place)
{
    return place->what != PEEK_NONE && place->what != PEEK_DANGLING;
}

/* Chromium takes the first that is there, Firefox the first that is valid. */
static bool is_taken(const struct patient *patient, const struct place *place)
{
    if (!is_there(place) || (patient->user_off && !place->system)) {
        return false;
    }
    return patient->found->browser->family == FAMILY_CHROMIUM ||
           (place->what == PEEK_READ && place->error == E_OK &&
            place->manifest.fault == MANIFEST_SOUND);
}

static const char *unread_text(const struct place *place)
{
    static const char *const texts[] = {
        [PEEK_READ] = NULL,
        [PEEK_NONE] = "is not there",
        [PEEK_DANGLING] = "is a link to nothing",
        [PEEK_NOT_PLAIN] = "is a folder or another thing, no file",
        [PEEK_DENIED] = "may not be read",
        [PEEK_LONG] = "is longer than any manifest",
        [PEEK_FAILED] = "cannot be read",
    };
    return place->error == E_LIMIT ? texts[PEEK_LONG] : texts[place->what];
}

/* With the key, or the entry, that is concerned. */
static const char *fault_text(struct patient *patient, const struct manifest *manifest)
{
    const char *detail = manifest->key ? manifest->key : manifest->entry;
    if (manifest->fault == MANIFEST_RELATIVE_PATH) {
        detail = manifest->path;
    }
    const char *text = manifest_fault_text(manifest->fault);
    return detail ? checkup_text(patient->checkup, "%s: %s", text, detail) : text;
}

/* What is wrong with the file itself; NULL = nothing. */
static const char *weigh_file(struct patient *patient, const struct place *place)
{
    const struct manifest *manifest = &place->manifest;
    const char *unread = unread_text(place);
    if (unread) {
        return unread;
    }
    if (place->file.st_uid != 0 && place->file.st_uid != geteuid()) {
        return checkup_text(patient->checkup, "belongs to user %u", place->file.st_uid);
    }
    if (manifest->fault != MANIFEST_SOUND) {
        return checkup_text(patient->checkup, "is refused by the browser: %s",
                            fault_text(patient, manifest));
    }
    return manifest->ours ? NULL
                          : checkup_text(patient->checkup, "leads to %s, which is no host of ours",
                                         manifest->path);
}

/* What register replaces: no link, wherever it leads, and nobody else's file. */
static bool is_own_file(const struct place *place)
{
    struct stat itself;
    return lstat(place->path, &itself) == 0 && !S_ISLNK(itself.st_mode) &&
           place->what == PEEK_READ && place->error == E_OK && place->manifest.ours &&
           place->file.st_uid == geteuid();
}

/* A system's file gives way to one of the person's own. */
static const char *mend_place(struct patient *patient, const struct places *places,
                              const struct place *place)
{
    const struct place *written = &places->list[0];
    if (patient->user_off) {
        return remedy_replace(patient, place->path, is_own_file(place));
    }
    return remedy_replace(patient, written->path,
                          written->what == PEEK_NONE || is_own_file(written));
}

/* Chromium looks no further than a file that is there, good or not. */
static const char *tell_shadow(struct patient *patient, const struct places *places,
                               const struct place *place)
{
    for (const struct place *at = place + 1; at < &places->list[places->count]; at++) {
        if (patient->found->browser->family == FAMILY_CHROMIUM && !weigh_file(patient, at)) {
            return checkup_text(patient->checkup, ", and hides the good %s", at->path);
        }
    }
    return "";
}

static void tell_used(struct patient *patient, const struct places *places,
                      const struct place *place)
{
    const char *wrong = weigh_file(patient, place);
    const char *remedy = NULL;
    const char *note = NULL;
    if (wrong) {
        patient_fault(patient, LAYER_MANIFEST,
                      checkup_text(patient->checkup, "%s %s%s", place->path, wrong,
                                   tell_shadow(patient, places, place)),
                      "a manifest that leads to Optwatch's host and names its extension",
                      mend_place(patient, places, place));
        return;
    }
    const char *path = place->manifest.path;
    (void)snprintf(patient->manifest, sizeof patient->manifest, "%s", place->path);
    (void)snprintf(patient->host, sizeof patient->host, "%s", path);
    wrong = doctor_weigh_host(patient, path, &remedy, &note);
    if (wrong) {
        patient_fault(patient, LAYER_MANIFEST,
                      checkup_text(patient->checkup, "%s: %s", place->path, wrong),
                      "the path of a host that only you or root can change", remedy);
        return;
    }
    patient_tell(patient, LAYER_MANIFEST, note ? CHECKUP_INFO : CHECKUP_OK,
                 note ? checkup_text(patient->checkup, "%s: %s", place->path, note)
                      : checkup_text(patient->checkup, "%s leads to %s", place->path, path));
}

/* Files beside the one that is used: what they would do some day, or do no more. */
static void tell_others(struct patient *patient, const struct places *places,
                        const struct place *used)
{
    for (const struct place *place = places->list; place < &places->list[places->count]; place++) {
        const char *wrong = place->what == PEEK_NONE ? NULL : weigh_file(patient, place);
        if (place != used && wrong) {
            const char *effect =
                place < used ? "the browser passes it over" : "hidden by the one that is used";
            patient_tell(patient, LAYER_MANIFEST, CHECKUP_INFO,
                         checkup_text(patient->checkup, "%s %s: %s", place->path, wrong, effect));
        }
    }
}

/* A file that is there and no good tells more than that there is none. */
static const struct place *find_refused(const struct patient *patient, const struct places *places)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct place *place = &places->list[i];
        if (place->what != PEEK_NONE && (place->system || !patient->user_off)) {
            return place;
        }
    }
    return NULL;
}

static void tell_missing(struct patient *patient, const struct places *places)
{
    const struct place *refused = find_refused(patient, places);
    if (refused) {
        tell_used(patient, places, refused);
        return;
    }
    patient->hidden = patient->user_off && places->list[0].what == PEEK_READ;
    if (patient->hidden) {
        patient_tell(patient, LAYER_MANIFEST, CHECKUP_INFO,
                     checkup_text(patient->checkup, "%s is there, and is not read: see the policy",
                                  places->list[0].path));
        return;
    }
    patient_fault(patient, LAYER_MANIFEST,
                  checkup_text(patient->checkup, "no manifest: neither %s nor one of the system's",
                               places->list[0].path),
                  "a manifest that leads to Optwatch's host", remedy_register(patient));
}

static const struct place *find_used(const struct patient *patient, const struct places *places)
{
    for (size_t i = 0; i < places->count; i++) {
        if (is_taken(patient, &places->list[i])) {
            return &places->list[i];
        }
    }
    return NULL;
}

void doctor_look_at_manifest(struct patient *patient)
{
    struct places places = {.count = 0};
    find_places(patient, &places);
    const struct place *used = find_used(patient, &places);
    if (used) {
        tell_used(patient, &places, used);
        tell_others(patient, &places, used);
    } else {
        tell_missing(patient, &places);
    }
}
