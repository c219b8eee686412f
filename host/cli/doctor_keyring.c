#include <inttypes.h>
#include <string.h>

#include "cli/doctor_self.h"
#include "cli/sealing.h"

#define LAYER "keyring"
/* The one item that is ours, whatever is in it. */
#define DROP_ITEM "secret-tool clear purpose history"

static void tell(const struct doctor_self *self, enum checkup_state state, const char *found,
                 const char *wanted, const char *remedy)
{
    doctor_tell(self, LAYER, state, found, wanted, remedy);
}

/* No keyring is needed to tell, remind or record: without one, text stays as it is. */
static bool tell_absence(const struct doctor_self *self, enum error why)
{
    switch ((int)why) {
    case E_NO_KEYRING:
        tell(
            self, CHECKUP_INFO, "no keyring (Secret Service) answers here",
            "none is needed: stored text stays unsealed, and what is sealed is read where one does",
            NULL);
        return true;
    case E_LOCKED:
        tell(self, CHECKUP_INFO, "the keyring is locked",
             "nothing is lost: what is sealed can be read once it is unlocked", NULL);
        return true;
    case E_KEYRING_SLOW:
        tell(self, CHECKUP_INFO, "the keyring did not answer within two seconds",
             "an answer: nothing is lost, log out and in if it stays so", NULL);
        return true;
    default:
        return false;
    }
}

static enum error ask(const struct sealing *sealing, struct keyring_answer *ret)
{
    struct seal_key pair;
    keyring_find(sealing->kept.found ? KEYRING_START : KEYRING_AS_IS, ret);
    enum error why = sealing_match(&sealing->kept, ret, &pair);
    seal_wipe(&pair, sizeof pair);
    return why;
}

static void tell_without_key(const struct doctor_self *self, const struct keyring_answer *answer,
                             enum error why)
{
    if (answer->state == KEYRING_DAMAGED) {
        tell(self, CHECKUP_FAULT, "the keyring's item of Optwatch holds no key", "a key, or none",
             doctor_call(self, DROP_ITEM " && ", "setup"));
    } else if (!tell_absence(self, why)) {
        tell(self, CHECKUP_INFO, "the keyring is open, and this history has no key yet",
             "nothing, or a key: then stored text is sealed", doctor_call(self, "", "setup"));
    }
}

/* A key that was never used is let go of; for another one a copy has to come. */
static void tell_missing(const struct doctor_self *self, const struct sealing *sealing)
{
    bool unused = sealing->kept.state == SEAL_PENDING && sealing->counts.sealed == 0;
    tell(self, CHECKUP_FAULT,
         unused ? "the keyring is open and lacks the key; nothing was sealed for it"
                : "the keyring is open and lacks the key",
         unused ? "a key" : "the copy of the key: put its file's name for FILE",
         unused ? doctor_call(self, doctor_call(self, "", "unseal && "), "setup")
                : doctor_call(self, "", "key import FILE"));
}

static void tell_mismatch(const struct doctor_self *self, const struct keyring_answer *answer)
{
    tell(self, CHECKUP_FAULT,
         answer->state == KEYRING_DAMAGED ? "the keyring's item of Optwatch holds no key"
                                          : "the keyring holds the key of another history",
         "this history's key: put the name of its copy's file for FILE; the item there goes",
         doctor_call(self, DROP_ITEM " && ", "key import FILE"));
}

static void tell_pending(const struct doctor_self *self, const struct sealing *sealing,
                         const struct keyring_answer *answer)
{
    bool anew = strcmp(sealing->kept.provider, answer->provider) != 0;
    tell(self, CHECKUP_INFO, "the key is in the keyring, and text is not sealed yet",
         anew ? "the key's proof: it can be had now"
              : "a new log-in, after which the key is read back and text is sealed",
         anew ? doctor_call(self, "", "seal") : NULL);
}

static void tell_kept(const struct doctor_self *self, const struct sealing *sealing,
                      const struct keyring_answer *answer)
{
    if (sealing->kept.state == SEAL_PENDING) {
        tell_pending(self, sealing, answer);
    } else if (sealing->kept.state == SEAL_OFF) {
        tell(self, CHECKUP_INFO, "text is not sealed, as you asked", "nothing to do",
             sealing->counts.plain > 0 ? doctor_call(self, "", "seal") : NULL);
    } else if (sealing->counts.plain > 0) {
        tell(self, CHECKUP_INFO,
             checkup_text(self->checkup, "the key is there, and %" PRId64 " entries are not sealed",
                          sealing->counts.plain),
             "all sealed", doctor_call(self, "", "seal"));
    } else {
        tell(self, CHECKUP_OK,
             checkup_text(self->checkup, "the key is there, and opens %" PRId64 " sealed entries",
                          sealing->counts.sealed),
             NULL, NULL);
    }
}

static void tell_answer(const struct doctor_self *self, const struct sealing *sealing,
                        const struct keyring_answer *answer, enum error why)
{
    bool wants_none = sealing->kept.state == SEAL_OFF && sealing->counts.sealed == 0;
    if (!sealing->kept.found) {
        tell_without_key(self, answer, why);
    } else if (wants_none && !sealing->kept.forget) {
        tell_kept(self, sealing, answer);
    } else if (tell_absence(self, why)) {
        return;
    } else if (sealing->kept.forget) {
        tell(self, CHECKUP_FAULT, "the history was forgotten, and its key is still in the keyring",
             "no key", doctor_call(self, "", "forget --yes"));
    } else if (why == E_KEY_MISSING) {
        tell_missing(self, sealing);
    } else if (why == E_KEY_MISMATCH) {
        tell_mismatch(self, answer);
    } else {
        tell_kept(self, sealing, answer);
    }
}

void doctor_look_at_keyring(const struct doctor_self *self)
{
    struct sealing sealing;
    struct keyring_answer answer;
    if (self->error != E_OK || self->version != 0 || sealing_look(self->store, &sealing) != E_OK) {
        tell(self, CHECKUP_INFO, "whether text is sealed cannot be read now",
             "a history that can be read: see the layer store", NULL);
        return;
    }
    enum error why = ask(&sealing, &answer);
    tell_answer(self, &sealing, &answer, why);
    keyring_finish(&answer);
}
