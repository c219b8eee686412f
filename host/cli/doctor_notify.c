#include "cli/doctor_self.h"
#include "desktop/notifier.h"

#define LAYER "notifications"

static void tell(const struct doctor_self *self, enum checkup_state state, const char *found,
                 const char *wanted, const char *remedy)
{
    doctor_tell(self, LAYER, state, found, wanted, remedy);
}

static void tell_server(const struct doctor_self *self, const struct notifier *notifier)
{
    const char *wanted = NULL;
    if (!notifier->actions) {
        wanted = "nothing to do: what the buttons would do stands in the text";
    }
    tell(self, notifier->actions ? CHECKUP_OK : CHECKUP_INFO,
         checkup_text(self->checkup, "%s %s%s%s%s (%s)", notifier->name, notifier->version,
                      notifier->actions ? ", with buttons" : ", without buttons",
                      notifier->markup ? ", with markup" : "",
                      notifier->persistence ? ", keeps what was missed" : "",
                      notifier->capabilities[0] ? notifier->capabilities : "no capabilities"),
         wanted, NULL);
}

/* What is merely stopped goes on when it is told to; of others the person knows more. */
static void tell_silence(const struct doctor_self *self, const struct notifier *notifier)
{
    tell(self, CHECKUP_FAULT,
         checkup_text(self->checkup, "the notification server%s did not answer within %d s",
                      notifier->stopped ? " is stopped, and" : "", NOTIFIER_LIMIT_MS / 1000),
         "an answer: log out and in if it stays so",
         notifier->stopped ? checkup_text(self->checkup, "kill -CONT %u", notifier->process)
                           : doctor_call(self, "", "doctor"));
}

static void tell_none(const struct doctor_self *self, const struct notifier *notifier)
{
    if (!notifier->on_screen) {
        tell(self, CHECKUP_INFO, "no display here, and nobody who shows notifications",
             "a desktop's own terminal, to look from there; what is due is in the popup as well",
             NULL);
        return;
    }
    tell(self, CHECKUP_FAULT, "nobody shows notifications on this desktop",
         "a notification server, such as dunst; what is due is in the popup as well",
         checkup_text(self->checkup, "%sapt-get install dunst", doctor_sudo()));
}

static void tell_no_bus(const struct doctor_self *self, const struct notifier *notifier)
{
    if (!notifier->on_screen) {
        tell(self, CHECKUP_INFO, "no session bus here",
             "a desktop's own terminal, to look from there; what is due is in the popup as well",
             NULL);
        return;
    }
    tell(self, CHECKUP_FAULT, "a display, and no session bus",
         "a session bus: it comes with the next log-in",
         checkup_text(self->checkup, "%sapt-get install dbus-user-session", doctor_sudo()));
}

void doctor_look_at_notifications(const struct doctor_self *self)
{
    struct notifier notifier;
    notifier_look(&notifier);
    switch (notifier.state) {
    case NOTIFIER_ANSWERS:
        tell_server(self, &notifier);
        break;
    case NOTIFIER_SILENT:
        tell_silence(self, &notifier);
        break;
    case NOTIFIER_NONE:
        tell_none(self, &notifier);
        break;
    case NOTIFIER_NO_BUS:
        tell_no_bus(self, &notifier);
        break;
    }
}
