/*
 * doctor_patient: what the doctor's browser layers share of one browser. Private to doctor_*.c.
 *
 * In      one browser that is found, and this optwatch's own host
 * Out     findings, layer by layer
 * Units   none
 * Limits  PATHS_MAX
 * Errors  none: what cannot be looked at is a finding
 * Source  host/README.md, "The doctor"
 */
#ifndef OPTWATCH_CLI_DOCTOR_PATIENT_H
#define OPTWATCH_CLI_DOCTOR_PATIENT_H

#include <stdbool.h>

#include "cli/checkup.h"
#include "cli/policy.h"
#include "desktop/found.h"
#include "desktop/hostpath.h"

#define LAYER_BROWSER     "browser"
#define LAYER_MANIFEST    "manifest"
#define LAYER_POLICY      "policy"
#define LAYER_CONFINEMENT "confinement"
#define LAYER_START       "start"

/* This optwatch. */
struct doctor_own {
    const char *word;          /* what a shell calls it by: "optwatch", or its quoted path */
    bool system;               /* of the system's programs: root may register its host for all */
    char host[PATHS_MAX];      /* its host; "" where it has none */
    enum hostpath_fault fault; /* of that; HOSTPATH_MISSING where there is none */
};

struct patient {
    struct checkup *checkup;
    const struct doctor_own *own;
    const struct found_browser *found;
    struct policy policy;
    char manifest[PATHS_MAX]; /* the file that this browser uses; "" = none */
    char host[PATHS_MAX];     /* the path in it */
    bool user_off;            /* only a manifest of the system's can mend */
    bool hidden;              /* there is one of the person's own, which is not read then */
    bool faulty;              /* a layer of this browser has a fault */
};

void doctor_find_own(struct checkup *checkup, struct doctor_own *ret);

/* A finding of this browser's; found, wanted and remedy as in struct finding. */
void patient_tell(struct patient *patient, const char *layer, enum checkup_state state,
                  const char *found);
void patient_fault(struct patient *patient, const char *layer, const char *found,
                   const char *wanted, const char *remedy);

/* The layers, in order. */
void doctor_look_at_manifest(struct patient *patient);
void doctor_look_at_policy(struct patient *patient);
void doctor_look_at_confinement(struct patient *patient);
void doctor_look_at_start(struct patient *patient);

/* Of the confinement: the AppArmor profile of Firefox's package, the portal in its preferences, the
 * permission that Ubuntu's portal asked for. */
void doctor_look_at_apparmor(struct patient *patient);
void doctor_look_at_preferences(struct patient *patient);
void doctor_look_at_permission(struct patient *patient);

/* What is wrong with the host that a manifest names, and the remedy; NULL = nothing. *ret_note is
 * something to tell that is no fault, or NULL. */
const char *doctor_weigh_host(const struct patient *patient, const char *path,
                              const char **ret_remedy, const char **ret_note);

/* Remedies: command lines for a shell, in the checkup's arena. */
const char *remedy_register(const struct patient *patient);
/* After what is in the way at path was moved aside, or its folder opened. */
const char *remedy_replace(const struct patient *patient, const char *path, bool ours);
/* Mends this optwatch's own host, at path, which has that fault. */
const char *remedy_own_host(const struct patient *patient, enum hostpath_fault fault,
                            const char *path);
/* Takes others' right to write from the canonical path and each folder on the way. */
const char *remedy_tighten(const struct patient *patient, const char *path);
/* "sudo " where path is not ours to change, else "". */
const char *remedy_sudo(const char *path);
const char *remedy_install_browser(struct checkup *checkup);
const char *remedy_install_again(const struct patient *patient);

#endif
