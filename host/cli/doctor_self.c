#include "cli/doctor_self.h"

#include <string.h>
#include <unistd.h>

#include "cli/doctor.h"
#include "cli/doctor_patient.h"
#include "system/clock.h"
#include "system/store.h"

#define MS_PER_S 1000

void doctor_tell(const struct doctor_self *self, const char *layer, enum checkup_state state,
                 const char *found, const char *wanted, const char *remedy)
{
    checkup_add(
        self->checkup,
        &(struct finding){
            .layer = layer, .state = state, .found = found, .wanted = wanted, .remedy = remedy});
}

const char *doctor_time(const struct doctor_self *self, int64_t at_ms)
{
    char text[OUTPUT_TIME_LEN + 1];
    return checkup_text(self->checkup, "%s",
                        output_time(&self->cli->service.zone, at_ms / MS_PER_S, text));
}

const char *doctor_call(const struct doctor_self *self, const char *lead, const char *arguments)
{
    return checkup_text(self->checkup, "%s%s %s", lead, self->word, arguments);
}

const char *doctor_sudo(void)
{
    return geteuid() == 0 ? "" : "sudo ";
}

static bool is_below(const char *path, const char *folder)
{
    return strncmp(path, folder, strlen(folder)) == 0;
}

/* packaging/ is in the folder of Optwatch's source, from which it was installed. */
const char *doctor_reinstall(const struct doctor_self *self)
{
    if (is_below(self->program, "/usr/local/")) {
        return checkup_text(self->checkup, "%spackaging/install --system", doctor_sudo());
    }
    if (is_below(self->program, "/usr/")) {
        return checkup_text(self->checkup, "%sapt-get install --reinstall optwatch", doctor_sudo());
    }
    return "packaging/install --user";
}

static void find_program(struct doctor_self *self)
{
    ssize_t len = readlink("/proc/self/exe", self->program, sizeof self->program - 1);
    self->program[len > 0 ? len : 0] = '\0';
    struct doctor_own own;
    doctor_find_own(self->checkup, &own);
    self->word = own.word;
}

void doctor_look_at_self(const struct cli *cli, struct checkup *checkup)
{
    struct doctor_self self = {.cli = cli, .checkup = checkup, .now_ms = clock_now_ms()};
    find_program(&self);
    doctor_open_store(&self);
    doctor_look_at_extension(&self);
    doctor_look_at_store(&self);
    doctor_look_at_keyring(&self);
    doctor_look_at_notifications(&self);
    doctor_look_at_timer(&self);
    doctor_look_at_clock(&self);
    doctor_look_at_zone(&self);
    store_close(self.store);
}
