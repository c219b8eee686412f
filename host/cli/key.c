#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "cli/keeping.h"
#include "cli/passphrase.h"
#include "cli/sealing.h"
#include "system/clock.h"
#include "system/keycopy.h"
#include "system/store.h"

static bool is_stdio(const char *file)
{
    return strcmp(file, "-") == 0;
}

/* ---- export ---- */

/* The history's key, out of the keyring. */
static enum error fetch_key(struct seal_key *ret)
{
    struct store *store = NULL;
    struct kept_seal kept = {.found = false};
    struct keyring_answer answer;
    enum error error = store_open(STORE_READ, &store);
    if (error == E_OK && store) {
        error = store_find_seal(store, &kept);
    }
    store_close(store);
    if (error != E_OK || !kept.found) {
        return error == E_OK ? E_NO_KEY : error;
    }
    keyring_find(KEYRING_START, &answer);
    error = sealing_match(&kept, &answer, ret);
    keyring_finish(&answer);
    return error;
}

static enum error make_text(const struct cli *cli, const struct seal_key *key, char *text,
                            size_t *ret_len)
{
    struct passphrase phrase;
    unsigned char copy[SEAL_COPY_LEN];
    enum error error = passphrase_read(cli_value(cli, "passphrase-file"), true, &phrase);
    if (error == E_OK) {
        error = seal_lock_copy(key, (struct view){phrase.text, phrase.len}, copy);
    }
    seal_wipe(&phrase, sizeof phrase);
    if (error == E_OK) {
        keycopy_write(copy, text, ret_len);
    }
    return error;
}

/* Never over a file that is there: it may be the only other copy. */
static enum error write_file(const char *path, const char *text, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST ? E_EXISTS : E_OUTPUT;
    }
    bool well = fd_write(fd, text, len) == FD_WHOLE && fsync(fd) == 0;
    well = close(fd) == 0 && well;
    if (!well) {
        (void)unlink(path);
    }
    return well ? E_OK : E_OUTPUT;
}

static enum error tell_export(const struct cli *cli, const char *file)
{
    if (cli->json) {
        puts("{\"exported\":true}");
    } else {
        puts(
            "Written. Keep it apart from this machine, and the passphrase apart from it: with both "
            "anybody can read what is sealed.");
    }
    return is_stdio(file) || fflush(stdout) == 0 ? E_OK : E_OUTPUT;
}

static enum error export_key(const struct cli *cli, const char *file)
{
    struct seal_key key;
    char text[KEYCOPY_TEXT_MAX];
    size_t len = 0;
    enum error error = fetch_key(&key);
    if (error != E_OK) {
        return error;
    }
    error = make_text(cli, &key, text, &len);
    seal_wipe(&key, sizeof key);
    if (error == E_OK && is_stdio(file)) {
        return fd_write(STDOUT_FILENO, text, len) == FD_WHOLE ? E_OK : E_OUTPUT;
    }
    if (error == E_OK) {
        error = write_file(file, text, len);
    }
    return error == E_OK ? tell_export(cli, file) : error;
}

/* ---- import ---- */

static enum error read_copy(const char *file, unsigned char ret[SEAL_COPY_LEN])
{
    char text[KEYCOPY_TEXT_MAX + 1];
    FILE *input = is_stdio(file) ? stdin : fopen(file, "re");
    if (!input) {
        return E_NO_INPUT;
    }
    size_t len = fread(text, 1, sizeof text, input);
    bool well = !ferror(input);
    if (input != stdin) {
        fclose(input);
    }
    if (!well) {
        return E_NO_INPUT;
    }
    return len > KEYCOPY_TEXT_MAX ? E_KEY_COPY : keycopy_read((struct view){text, len}, ret);
}

static enum error open_copy(const struct cli *cli, const char *file, struct seal_key *ret)
{
    struct passphrase phrase;
    unsigned char copy[SEAL_COPY_LEN];
    enum error error = read_copy(file, copy);
    if (error != E_OK) {
        return error;
    }
    error = passphrase_read(cli_value(cli, "passphrase-file"), false, &phrase);
    if (error == E_OK) {
        error = seal_unlock_copy(copy, (struct view){phrase.text, phrase.len}, ret);
    }
    seal_wipe(&phrase, sizeof phrase);
    return error;
}

static enum error tell_import(const struct cli *cli, struct store *store, const struct keeping *did)
{
    struct sealing sealing;
    enum error error = sealing_look(store, &sealing);
    /* Its proof may wait: only a keyring that did not take the key is a failure. */
    if (error != E_OK || (did->later != E_OK && did->later != E_KEY_PENDING)) {
        return error == E_OK ? did->later : error;
    }
    if (cli->json) {
        fputs("{\"imported\":true,\"sealing\":", stdout);
        sealing_print_json(&sealing);
        puts("}");
    } else {
        printf("The key is in your keyring.\n%s\n", sealing_sentence(&sealing));
    }
    return fflush(stdout) == 0 ? E_OK : E_OUTPUT;
}

static enum error import_key(const struct cli *cli, const char *file)
{
    struct store *store = NULL;
    struct keeping did;
    struct seal_key key;
    enum error error = open_copy(cli, file, &key);
    if (error != E_OK) {
        return error;
    }
    error = store_open(STORE_WRITE, &store);
    if (error == E_OK) {
        error = keeping_import(store, &key, clock_now_ms(), &did);
    }
    seal_wipe(&key, sizeof key);
    if (error == E_OK) {
        error = tell_import(cli, store, &did);
    }
    store_close(store);
    return error;
}

static enum error run(struct cli *cli)
{
    if (cli->argc != 2) {
        return E_USAGE;
    }
    enum error error = sealing_refuse_sudo(cli);
    if (error != E_OK) {
        return error;
    }
    if (strcmp(cli->argv[0], "export") == 0) {
        return export_key(cli, cli->argv[1]);
    }
    return strcmp(cli->argv[0], "import") == 0 ? import_key(cli, cli->argv[1]) : E_USAGE;
}

static const struct cli_option options[] = {
    {"passphrase-file", "FILE", "take the passphrase from the file's first line, ask nobody"},
};

static const struct cli_action listed[] = {
    {"export", "FILE|-", "write the copy to a new file, or to standard output"},
    {"import", "FILE|-", "put the key of a copy back into the keyring"},
};

const struct verb key_verb = {
    .name = "key",
    .arguments = "export FILE|- | import FILE|-",
    .help = "write a copy of the key under a passphrase, or bring one back to the keyring",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
    .actions = listed,
    .action_count = sizeof listed / sizeof listed[0],
};
