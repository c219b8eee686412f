#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* One line, without its end. What is longer is no passphrase. */
static enum error read_line(int fd, struct passphrase *ret)
{
    size_t len = 0;
    while (len < sizeof ret->text) {
        ssize_t got = read(fd, ret->text + len, 1);
        if (got < 0) {
            return E_NO_INPUT;
        }
        if (got == 0 || ret->text[len] == '\n') {
            break;
        }
        len++;
    }
    if (len > 0 && ret->text[len - 1] == '\r') {
        len--;
    }
    ret->len = len;
    return len > SEAL_PASSPHRASE_MAX ? E_BAD_PASSPHRASE : E_OK;
}

static enum error read_file(const char *path, struct passphrase *ret)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return E_NO_INPUT;
    }
    enum error error = read_line(fd, ret);
    close(fd);
    return error;
}

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
#define ENDING_COUNT (sizeof ending / sizeof ending[0])

/* The only mutable global of optwatch: a handler has nothing else to write to. */
static volatile sig_atomic_t caught;

static void note_signal(int number)
{
    caught = number;
}

/* While nothing is shown a signal only ends the reading, so that showing is switched on again. */
static void hold_signals(struct sigaction before[ENDING_COUNT])
{
    struct sigaction note = {.sa_handler = note_signal};
    caught = 0;
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        (void)sigaction(ending[i], &note, &before[i]);
    }
}

static void release_signals(const struct sigaction before[ENDING_COUNT])
{
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        (void)sigaction(ending[i], &before[i], NULL);
    }
    if (caught != 0) {
        (void)raise(caught);
    }
}

static enum error ask(int tty, const char *question, struct passphrase *ret)
{
    struct termios shown;
    struct sigaction before[ENDING_COUNT];
    if (tcgetattr(tty, &shown) != 0) {
        return E_NO_INPUT;
    }
    struct termios hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    hold_signals(before);
    /* Hidden before it is asked for: what is typed at the sight of the question is neither shown
     * nor thrown away. */
    enum error error = tcsetattr(tty, TCSAFLUSH, &hidden) == 0 ? E_OK : E_NO_INPUT;
    if (error == E_OK) {
        dprintf(tty, "%s", question);
        error = read_line(tty, ret);
    }
    (void)tcsetattr(tty, TCSAFLUSH, &shown);
    dprintf(tty, "\n");
    release_signals(before);
    return error;
}

static enum error ask_again(int tty, const struct passphrase *first)
{
    struct passphrase second = {.len = 0};
    enum error error = ask(tty, "The same again: ", &second);
    if (error == E_OK &&
        (second.len != first->len || memcmp(second.text, first->text, first->len) != 0)) {
        error = E_BAD_PASSPHRASE;
    }
    seal_wipe(&second, sizeof second);
    return error;
}

enum error passphrase_read(const char *file, bool twice, struct passphrase *ret)
{
    *ret = (struct passphrase){.len = 0};
    if (file) {
        return read_file(file, ret);
    }
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0) {
        return E_NO_INPUT;
    }
    enum error error = ask(tty, "Passphrase of the copy (not shown): ", ret);
    if (error == E_OK && twice && ret->len >= SEAL_PASSPHRASE_MIN) {
        error = ask_again(tty, ret);
    }
    close(tty);
    return error;
}
