#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/doctor_self.h"
#include "desktop/autostart.h"
#include "desktop/manager.h"

#define LAYER    "timer"
#define MS_PER_S 1000
#define UNITS    "/lib/systemd/user/"
#define ENABLE   "setup --only timer"

static void tell(const struct doctor_self *self, enum checkup_state state, const char *found,
                 const char *wanted, const char *remedy)
{
    doctor_tell(self, LAYER, state, found, wanted, remedy);
}

/* ---- without a manager ---- */

static void tell_entry(const struct doctor_self *self, const struct autostart *entry)
{
    struct checkup *checkup = self->checkup;
    if (entry->hidden) {
        tell(self, CHECKUP_FAULT, checkup_text(checkup, "%s is switched off (Hidden)", entry->path),
             "an entry that looks for reminders at each log-in",
             checkup_text(checkup, "rm %s", checkup_quote(checkup, entry->path)));
    } else if (!entry->starts) {
        tell(self, CHECKUP_FAULT,
             checkup_text(checkup, "%s starts %s, which is not there", entry->path,
                          entry->program[0] ? entry->program : "no program"),
             "an entry that starts optwatch", doctor_reinstall(self));
    } else {
        tell(self, CHECKUP_OK,
             checkup_text(checkup, "no systemd of yours answers here: %s looks once at each log-in",
                          entry->path),
             NULL, NULL);
    }
}

static void tell_no_manager(const struct doctor_self *self)
{
    struct autostart entry;
    autostart_find(&entry);
    if (entry.found) {
        tell_entry(self, &entry);
        return;
    }
    tell(self, CHECKUP_FAULT,
         "no systemd of yours answers here, and no entry for the log-in is there",
         "the timer " MANAGER_TIMER ", or the entry autostart/" AUTOSTART_NAME,
         doctor_reinstall(self));
}

/* ---- with one ---- */

static bool is_program(const char *path)
{
    struct stat info;
    return path[0] == '/' && stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           access(path, X_OK) == 0;
}

static bool is_same(const char *a, const char *b)
{
    struct stat one;
    struct stat other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* Our own unit beside this program, where its package puts it; "" where there is none. */
static const char *find_own_unit(const struct doctor_self *self)
{
    const char *bin = strstr(self->program, "/bin/optwatch");
    if (!bin) {
        return "";
    }
    const char *path = checkup_text(self->checkup, "%.*s" UNITS MANAGER_SERVICE,
                                    (int)(bin - self->program), self->program);
    return access(path, R_OK) == 0 ? path : "";
}

/* Files of an older installation that stand before ours: without them, ours hold. */
static const char *mend_program(const struct doctor_self *self, const struct manager_timer *timer)
{
    const char *own = find_own_unit(self);
    if (own[0] == '\0' || is_same(own, timer->service_path)) {
        return doctor_reinstall(self);
    }
    bool both = strstr(timer->path, UNITS) == NULL;
    const char *lead = checkup_text(
        self->checkup, "rm %s%s%s && ", checkup_quote(self->checkup, timer->service_path),
        both ? " " : "", both ? checkup_quote(self->checkup, timer->path) : "");
    return doctor_call(self, lead, ENABLE);
}

static bool tell_program(const struct doctor_self *self, const struct manager_timer *timer)
{
    if (strcmp(timer->service_load, "masked") == 0) {
        tell(self, CHECKUP_FAULT, MANAGER_SERVICE " is masked", "a service that can be started",
             doctor_call(self, "systemctl --user unmask " MANAGER_SERVICE " && ", ENABLE));
        return false;
    }
    if (!is_program(timer->program)) {
        tell(self, CHECKUP_FAULT,
             checkup_text(self->checkup, "the timer starts %s, which is not there",
                          timer->program[0] ? timer->program : "no program"),
             checkup_text(self->checkup, "%s, or another optwatch", self->program),
             mend_program(self, timer));
        return false;
    }
    return true;
}

static bool tell_unit(const struct doctor_self *self, const struct manager_timer *timer)
{
    bool masked = strcmp(timer->load, "masked") == 0;
    if (timer->known) {
        return true;
    }
    tell(self, CHECKUP_FAULT,
         masked ? MANAGER_TIMER " is masked"
                : checkup_text(self->checkup, "your systemd says of " MANAGER_TIMER ": %s",
                               timer->load),
         "a timer that looks for reminders every hour",
         masked ? doctor_call(self, "systemctl --user unmask " MANAGER_TIMER " && ", ENABLE)
                : doctor_reinstall(self));
    return false;
}

static const char *last_run(const struct doctor_self *self, const struct manager_timer *timer)
{
    if (timer->ran_s == 0) {
        return "not run yet";
    }
    bool exited = strcmp(timer->result, "exit-code") == 0;
    return checkup_text(self->checkup, "last run %s: %s%s%s",
                        doctor_time(self, timer->ran_s * MS_PER_S), timer->result,
                        exited ? ", " : "", exited ? error_name((enum error)timer->status) : "");
}

/* 75: nobody took a notification; it is tried again, and the layer notifications has it. */
static bool tell_run(const struct doctor_self *self, const struct manager_timer *timer)
{
    if (timer->ran_s == 0 || strcmp(timer->result, "success") == 0) {
        return true;
    }
    tell(self, CHECKUP_FAULT, last_run(self, timer),
         "a run that succeeds: another layer may say why this one did not",
         "systemctl --user start " MANAGER_SERVICE);
    return false;
}

static void tell_active(const struct doctor_self *self, const struct manager_timer *timer)
{
    bool other = self->program[0] != '\0' && !is_same(timer->program, self->program);
    const char *next = timer->next_s == 0 ? "not set" : doctor_time(self, timer->next_s * MS_PER_S);
    const char *found =
        checkup_text(self->checkup, MANAGER_TIMER ": %s, next %s%s%s", last_run(self, timer), next,
                     other ? ", starts " : "", other ? timer->program : "");
    tell(self, other ? CHECKUP_INFO : CHECKUP_OK, found,
         other ? checkup_text(self->checkup, "this optwatch, %s", self->program) : NULL, NULL);
}

static void tell_timer(const struct doctor_self *self, const struct manager_timer *timer)
{
    if (!tell_unit(self, timer)) {
        return;
    }
    if (timer->outdated) {
        tell(self, CHECKUP_FAULT, "your systemd has not read the timer's files since they changed",
             "the files as they are", "systemctl --user daemon-reload");
        return;
    }
    if (!tell_program(self, timer)) {
        return;
    }
    if (!timer->enabled || !timer->active) {
        tell(self, CHECKUP_FAULT,
             checkup_text(self->checkup, MANAGER_TIMER " is %s and %s",
                          timer->enabled ? "enabled" : "not enabled",
                          timer->active ? "active" : "not active"),
             "enabled, and active", doctor_call(self, "", ENABLE));
    } else if (tell_run(self, timer)) {
        tell_active(self, timer);
    }
}

void doctor_look_at_timer(const struct doctor_self *self)
{
    struct manager_timer timer;
    manager_look_at_timer(&timer);
    if (timer.slow) {
        tell(self, CHECKUP_FAULT,
             checkup_text(self->checkup, "your systemd did not answer within %d s",
                          MANAGER_LOOK_MS / 1000),
             "an answer: log out and in if it stays so", doctor_call(self, "", "doctor"));
    } else if (timer.answers) {
        tell_timer(self, &timer);
    } else {
        tell_no_manager(self);
    }
}
