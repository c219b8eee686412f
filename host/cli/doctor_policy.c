#include <unistd.h>

#include "cli/doctor_patient.h"

/* Only an administrator knows why a rule is there: the file is opened, and no rule is made around
 * it. */
static const char *edit(const struct patient *patient, const char *file)
{
    return checkup_text(patient->checkup, "%s %s", geteuid() == 0 ? "editor" : "sudoedit",
                        checkup_quote(patient->checkup, file));
}

static void tell_rule(struct patient *patient, enum policy_rule rule, const char *effect,
                      const char *wanted)
{
    const char *file = patient->policy.rules[rule].file;
    if (file) {
        patient_fault(patient, LAYER_POLICY,
                      checkup_text(patient->checkup, "%s in %s %s", patient->policy.rules[rule].key,
                                   file, effect),
                      wanted, edit(patient, file));
    }
}

static void tell_user_off(struct patient *patient)
{
    const char *file = patient->policy.rules[POLICY_USER_HOSTS_OFF].file;
    if (!file) {
        return;
    }
    const char *key = patient->policy.rules[POLICY_USER_HOSTS_OFF].key;
    const char *text =
        checkup_text(patient->checkup, "%s in %s: manifests of your own are not read", key, file);
    if (patient->hidden) {
        patient_fault(patient, LAYER_POLICY, text, "a manifest of the system's",
                      remedy_register(patient));
    } else {
        patient_tell(patient, LAYER_POLICY, CHECKUP_INFO, text);
    }
}

static void tell_notes(struct patient *patient)
{
    const char *ignored = patient->policy.rules[POLICY_IGNORED].file;
    const char *unknown = patient->policy.rules[POLICY_UNKNOWN_HERE].file;
    const char *unpacked = patient->policy.rules[POLICY_UNPACKED_OFF].file;
    if (unpacked) {
        patient_tell(patient, LAYER_POLICY, CHECKUP_INFO,
                     checkup_text(patient->checkup,
                                  "%s in %s: the extension may be installed, not loaded from a "
                                  "folder",
                                  patient->policy.rules[POLICY_UNPACKED_OFF].key, unpacked));
    }
    if (ignored) {
        patient_tell(patient, LAYER_POLICY, CHECKUP_INFO,
                     checkup_text(patient->checkup,
                                  "%s is not valid JSON: the browser heeds none of it", ignored));
    }
    if (unknown) {
        patient_tell(patient, LAYER_POLICY, CHECKUP_INFO,
                     checkup_text(patient->checkup,
                                  "%s sets %s: newer versions of this browser may heed it", unknown,
                                  patient->policy.rules[POLICY_UNKNOWN_HERE].key));
    }
}

static bool is_quiet(const struct policy *policy)
{
    for (size_t i = 0; i < POLICY_COUNT; i++) {
        if (policy->rules[i].file) {
            return false;
        }
    }
    return true;
}

void doctor_look_at_policy(struct patient *patient)
{
    if (is_quiet(&patient->policy)) {
        patient_tell(patient, LAYER_POLICY, CHECKUP_OK,
                     "no policy forbids the host or the extension");
        return;
    }
    tell_user_off(patient);
    tell_rule(patient, POLICY_HOST_BLOCKED, "forbids the host",
              "that this machine's administrator adds optwatch to NativeMessagingAllowlist");
    tell_rule(patient, POLICY_EXTENSION_BLOCKED, "forbids the extension",
              "that this machine's administrator allows Optwatch's extension");
    tell_rule(patient, POLICY_PERMISSION_BLOCKED, "forbids the extension to talk to any host",
              "that this machine's administrator allows nativeMessaging to Optwatch's extension");
    tell_notes(patient);
}
