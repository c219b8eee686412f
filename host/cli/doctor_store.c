#include <inttypes.h>
#include <unistd.h>

#include "cli/doctor_self.h"
#include "system/place.h"
#include "system/store.h"
#include "system/store_check.h"

#define LAYER    "store"
#define MIB      (INT64_C(1024) * 1024)
#define FREE_MIN (16 * MIB) /* some thousand times what a visit takes */

void doctor_open_store(struct doctor_self *self)
{
    int64_t known = 0;
    int64_t version = 0;
    self->error = store_open(STORE_LOOK, &self->store);
    if (self->error != E_OK || !self->store) {
        return;
    }
    self->error = store_read_version(self->store, &version, &known);
    if (self->error != E_OK || version != known) {
        self->version = version;
        store_close(self->store);
        self->store = NULL;
    }
}

/* ---- its place ---- */

static const char *move_away(const struct doctor_self *self, const char *path)
{
    const char *from = checkup_quote(self->checkup, path);
    const char *to =
        checkup_quote(self->checkup, checkup_text(self->checkup, "%s.moved-away", path));
    return checkup_text(self->checkup, "mv -n %s %s", from, to);
}

static const char *own(const struct doctor_self *self, const struct place *place)
{
    return checkup_text(self->checkup, "%schown -R \"$(id -un)\" %s", doctor_sudo(),
                        checkup_quote(self->checkup, place->folder));
}

/* A copy takes the place of the shared file: the other name keeps the old one. */
static const char *unlink_other(const struct doctor_self *self, const struct place *place)
{
    const char *file = checkup_quote(self->checkup, place->file);
    const char *copy =
        checkup_quote(self->checkup, checkup_text(self->checkup, "%s.copy", place->file));
    return checkup_text(self->checkup, "cp -p %s %s && mv %s %s", file, copy, copy, file);
}

static const char *change_mode(const struct doctor_self *self, const struct place *place)
{
    return checkup_text(self->checkup, "chmod %04o %s", place->wanted_mode,
                        checkup_quote(self->checkup, place->at_file ? place->file : place->folder));
}

static const char *mount_writable(const struct doctor_self *self, const struct place *place)
{
    return checkup_text(self->checkup,
                        "%smount -o remount,rw \"$(findmnt -n -o TARGET --target %s)\"",
                        doctor_sudo(), checkup_quote(self->checkup, place->folder));
}

static const char *describe_place(const struct doctor_self *self, const struct place *place)
{
    const char *path = place->at_file ? place->file : place->folder;
    switch (place->fault) {
    case PLACE_LINK:
        return checkup_text(self->checkup, "%s is a symbolic link", path);
    case PLACE_TYPE:
        return checkup_text(self->checkup, "%s is no %s", path,
                            place->at_file ? "plain file" : "folder");
    case PLACE_OWNER:
        return checkup_text(self->checkup, "%s is somebody else's", path);
    case PLACE_LINKED:
        return checkup_text(self->checkup, "%s has a second name elsewhere (a hard link)", path);
    case PLACE_MODE:
        return checkup_text(self->checkup, "%s has mode %04o", path, place->mode);
    case PLACE_READ_ONLY:
        return checkup_text(self->checkup, "%s is on a file system that cannot be written", path);
    case PLACE_BLOCKED:
    case PLACE_OK:
        break;
    }
    return "a folder above the history cannot be entered, or is none";
}

static const char *want_place(const struct doctor_self *self, const struct place *place)
{
    switch (place->fault) {
    case PLACE_MODE:
        return checkup_text(self->checkup, "mode %04o: readable and writable for you alone",
                            place->wanted_mode);
    case PLACE_READ_ONLY:
        return "one that can be written";
    case PLACE_BLOCKED:
        return "a folder of yours at XDG_DATA_HOME, else ~/.local/share";
    case PLACE_LINK:
    case PLACE_TYPE:
    case PLACE_OWNER:
    case PLACE_LINKED:
    case PLACE_OK:
        break;
    }
    return place->at_file ? "a plain file of yours with this one name" : "a folder of yours";
}

static const char *mend_place(const struct doctor_self *self, const struct place *place)
{
    switch (place->fault) {
    case PLACE_LINK:
    case PLACE_TYPE:
        return move_away(self, place->at_file ? place->file : place->folder);
    case PLACE_OWNER:
        return own(self, place);
    case PLACE_LINKED:
        return unlink_other(self, place);
    case PLACE_MODE:
        return change_mode(self, place);
    case PLACE_READ_ONLY:
        return mount_writable(self, place);
    case PLACE_BLOCKED:
    case PLACE_OK:
        break;
    }
    return "unset XDG_DATA_HOME && mkdir -p ~/.local/share && chmod u+rwx ~/.local ~/.local/share";
}

static bool tell_place(const struct doctor_self *self, struct place *ret)
{
    if (place_look(ret) != E_OK) {
        doctor_tell(self, LAYER, CHECKUP_FAULT, "neither HOME nor XDG_DATA_HOME names a folder",
                    "HOME, an absolute path",
                    "export HOME=\"$(getent passwd \"$(id -u)\" | cut -d: -f6)\"");
        return false;
    }
    if (ret->fault != PLACE_OK) {
        doctor_tell(self, LAYER, CHECKUP_FAULT, describe_place(self, ret), want_place(self, ret),
                    mend_place(self, ret));
        return false;
    }
    if (ret->free_bytes < FREE_MIN) {
        doctor_tell(
            self, LAYER, CHECKUP_FAULT,
            checkup_text(self->checkup, "%" PRId64 " KiB are free for %s", ret->free_bytes / 1024,
                         ret->folder),
            "16 MiB: choose what may go",
            checkup_text(self->checkup, "df -h %s", checkup_quote(self->checkup, ret->folder)));
    }
    return true;
}

/* ---- what is in it ---- */

static void tell_error(const struct doctor_self *self, const struct place *place, enum error error)
{
    const char *file = place->file;
    struct checkup *checkup = self->checkup;
    switch ((int)error) {
    case E_NOT_A_STORE:
        doctor_tell(self, LAYER, CHECKUP_FAULT,
                    checkup_text(checkup, "%s is damaged, or not Optwatch's", file), "a history",
                    doctor_call(self, "", "forget --set-aside"));
        break;
    case E_NEWER_STORE:
        doctor_tell(self, LAYER, CHECKUP_FAULT,
                    checkup_text(checkup, "a newer Optwatch wrote %s", file),
                    "an Optwatch as new (forget --set-aside begins a new history instead)",
                    doctor_reinstall(self));
        break;
    case E_BUSY:
        doctor_tell(self, LAYER, CHECKUP_FAULT,
                    checkup_text(checkup, "another program has kept %s for %d s", file,
                                 STORE_BUSY_MS / 1000),
                    "some milliseconds: end the program that this names",
                    checkup_text(checkup, "lslocks -u -o COMMAND,PID,PATH | grep -F %s",
                                 checkup_quote(checkup, file)));
        break;
    case E_FULL:
        doctor_tell(self, LAYER, CHECKUP_FAULT, error_hint(error), "room to write",
                    checkup_text(checkup, "df -h %s", checkup_quote(checkup, place->folder)));
        break;
    default:
        doctor_tell(self, LAYER, CHECKUP_FAULT,
                    checkup_text(checkup, "%s: %s", error_name(error), error_hint(error)),
                    "what the system says of it", "journalctl -k -n 50");
    }
}

/* What can still be read of a broken file is put into a new one; the broken one stays. */
static const char *rescue(const struct doctor_self *self, const struct place *place)
{
    struct checkup *checkup = self->checkup;
    const char *file = checkup_quote(checkup, place->file);
    const char *export =
        checkup_quote(checkup, checkup_text(checkup, "%s/rescued.json", place->folder));
    const char *kept = checkup_quote(checkup, checkup_text(checkup, "%s.damaged", place->file));
    return checkup_text(checkup,
                        "%s export --force --output %s; mv -n %s %s; test ! -s %s || %s import %s",
                        self->word, export, file, kept, export, self->word, export);
}

static bool tell_pages(const struct doctor_self *self, const struct place *place)
{
    char complaint[STORE_COMPLAINT_MAX + 1];
    enum error error = store_check_pages(self->store, complaint);
    if (error == E_NOT_A_STORE || (error == E_OK && complaint[0] != '\0')) {
        doctor_tell(self, LAYER, CHECKUP_FAULT,
                    checkup_text(self->checkup, "%s is damaged inside: %s", place->file,
                                 error == E_OK ? complaint : "it cannot be read to its end"),
                    "a file that is whole", rescue(self, place));
        return false;
    }
    if (error != E_OK) {
        tell_error(self, place, error);
    }
    return error == E_OK;
}

static void tell_store(const struct doctor_self *self, const struct place *place)
{
    if (!tell_pages(self, place)) {
        return;
    }
    enum error error = store_try_write(self->store);
    if (error != E_OK) {
        tell_error(self, place, error);
        return;
    }
    int64_t version = 0;
    int64_t known = 0;
    error = store_read_version(self->store, &version, &known);
    doctor_tell(self, LAYER, CHECKUP_OK,
                checkup_text(self->checkup,
                             "%s, version %" PRId64 ": whole, and a change was written and taken "
                             "back",
                             place->file, error == E_OK ? version : known),
                NULL, NULL);
}

void doctor_look_at_store(const struct doctor_self *self)
{
    struct place place;
    if (!tell_place(self, &place)) {
        return;
    }
    if (self->error != E_OK) {
        tell_error(self, &place, self->error);
    } else if (self->version != 0) {
        doctor_tell(self, LAYER, CHECKUP_INFO,
                    checkup_text(self->checkup, "%s is of an older version, %" PRId64, place.file,
                                 self->version),
                    "nothing to do: the next look brings it up", NULL);
    } else if (!self->store) {
        doctor_tell(self, LAYER, CHECKUP_INFO, "there is no history yet",
                    "nothing to do: the first look begins one", NULL);
    } else {
        tell_store(self, &place);
    }
}
