/*
 * error: the one closed list of what can go wrong, for the wire and for the exit status.
 *
 * In      an error of the enum
 * Out     wire name, what the person can do, whether asking again may help
 * Units   numbers are the wire's "num" and the exit codes of optwatch
 * Limits  at most 75, which is "try again later"; a number is never reused
 * Errors  none
 * Source  design of the wire: ranges per room, append-only
 */
#ifndef OPTWATCH_BASE_ERROR_H
#define OPTWATCH_BASE_ERROR_H

#include <stdbool.h>

/* X(symbol, number, retry, hint). Hints are static text: never page text, never a secret. */
#define ERROR_TABLE(X)                                                                             \
    X(OK, 0, false, "")                                                                            \
    X(INTERNAL, 1, false, "This is a fault of Optwatch: please report it with the steps to it.")   \
    X(USAGE, 2, false, "Run the command with --help to see what it takes.")                        \
    X(NO_INPUT, 3, false, "Name a file that can be read, or give the text on standard input.")     \
    X(HOME, 4, false, "Set HOME or XDG_DATA_HOME to an absolute path of a folder of yours.")       \
    X(OUTPUT, 5, true, "The output could not be written: check the disk and try again.")           \
    X(EXISTS, 6, false, "There is a file of that name: nothing was written, name another.")        \
    X(UNWELL, 7, false, "Something is not well: each line that is not says what mends it.")        \
    X(EMPTY_FRAME, 10, false, "Send a length of 1 to 65536 bytes, then that many bytes of JSON.")  \
    X(TOO_LARGE, 11, false, "Send at most 65536 bytes in one message.")                            \
    X(CUT_SHORT, 12, false, "The input ended inside a message: send it whole.")                    \
    X(JSON, 13, false, "Send one JSON value in UTF-8, without duplicate keys or NUL.")             \
    X(MESSAGE, 14, false, "Send an object with v, id, cmd and args, and no other key.")            \
    X(PROTOCOL, 15, false, "Update the older side: host.protocol says what this host speaks.")     \
    X(COMMAND, 16, false, "host.caps lists the commands this host knows.")                         \
    X(ARGS, 17, false, "A key of args is missing, unknown or of the wrong type.")                  \
    X(LIMIT, 18, false, "A text or list in args is longer than the protocol allows.")              \
    X(ORIGIN, 19, false, "Only the Optwatch extension named in the host's manifest may ask.")      \
    X(REPLY, 20, false, "The answer would be too long: ask for less.")                             \
    X(NO_BROWSER, 21, false,                                                                       \
      "No browser that can start the host was found: name --browser, or --dir and --family.")      \
    X(HOST_PATH, 22, false,                                                                        \
      "The host has to be an executable file at a lasting absolute path that nobody else can "     \
      "write: install Optwatch again.")                                                            \
    X(FOREIGN, 23, false,                                                                          \
      "A file there is not Optwatch's and was left as it is: move it away and register again.")    \
    X(UNSUPPORTED, 24, false,                                                                      \
      "This browser is packed as snap or Flatpak and cannot start the host: use another package.") \
    X(ROOT, 25, false, "--system writes to the system's folders: run it as root.")                 \
    X(UNSAFE_FOLDER, 26, false,                                                                    \
      "A folder on the way is a link or somebody else's: name the real one with --dir.")           \
    X(NO_MANAGER, 27, true,                                                                        \
      "No systemd of yours answers here: reminders are looked for at each login instead.")         \
    X(REDACT, 28, false,                                                                           \
      "Without its words this page would be read otherwise: describe it in words of your own.")    \
    X(STORE, 30, true, "The history could not be read or written: check the disk's health.")       \
    X(BUSY, 31, true, "Another Optwatch is writing: try again in a few seconds.")                  \
    X(FULL, 32, true, "The disk is full: free some space and look again.")                         \
    X(READ_ONLY, 33, false, "It cannot be written: check the permissions of its folder.")          \
    X(UNSAFE_PATH, 34, false,                                                                      \
      "The history's folder or file is a link, somebody else's, or no plain file: move it away.")  \
    X(NOT_A_STORE, 35, false,                                                                      \
      "The history file is damaged or not Optwatch's: optwatch forget --set-aside moves it "       \
      "aside.")                                                                                    \
    X(NEWER_STORE, 36, false, "A newer Optwatch wrote this history: update Optwatch.")             \
    X(UNKNOWN_ID, 37, false, "There is no such entry: list them to see the ids.")                  \
    X(SUDO, 38, false, "Run this as yourself, without sudo: keyring and history are yours.")       \
    X(NO_KEYRING, 39, true,                                                                        \
      "No keyring (Secret Service) can be used here: log in to a desktop that has one.")           \
    X(LOCKED, 40, true, "The keyring is locked: unlock it and try again. Nothing is lost.")        \
    X(KEYRING_SLOW, 41, true, "The keyring did not answer within two seconds: try again.")         \
    X(KEY_MISSING, 42, false,                                                                      \
      "The keyring is open and lacks the key: bring your copy with optwatch key import.")          \
    X(KEY_MISMATCH, 43, false,                                                                     \
      "The key is not this history's: bring the copy made for it with optwatch key import.")       \
    X(NO_KEY, 44, false, "There is no key yet: optwatch setup makes one.")                         \
    X(KEY_PENDING, 45, true, "Log out and in, or restart the machine; then run optwatch seal.")    \
    X(PASSPHRASE, 46, false, "That is not the passphrase of this copy.")                           \
    X(KEY_COPY, 47, false, "This is no copy of an Optwatch key, or a slip got into it.")           \
    X(SEAL, 48, false, "A sealed entry was changed, moved, or sealed for another key.")            \
    X(BAD_PASSPHRASE, 49, false,                                                                   \
      "A passphrase has 8 to 1024 bytes, and is typed the same way twice.")                        \
    X(SAME_ACCOUNT, 50, false,                                                                     \
      "Name two accounts that differ: list the accounts to see their ids.")                        \
    X(WHICH_ACCOUNT, 51, false,                                                                    \
      "There are several accounts: list them, and name the one you mean.")                         \
    X(NAME, 52, false, "A name is at most 64 bytes of UTF-8 without control characters.")          \
    X(NO_ALARM, 53, false, "There is no alarm to answer for this account: nothing was changed.")   \
    X(UNKNOWN_PREFERENCE, 54, false,                                                               \
      "There is no such setting: list the settings for their names.")                              \
    X(VALUE, 55, false,                                                                            \
      "The setting does not take this value: list the settings for what they take.")               \
    X(UNKNOWN_EXIT, 56, false, "There is no such way out: list the exits to see their ids.")       \
    X(CHECKED, 57, false, "Optwatch reads this one itself: open its page instead of ticking it.")  \
    X(NOTE, 58, false, "A note is at most 4096 bytes of UTF-8.")                                   \
    X(NO_ACCOUNT, 59, false,                                                                       \
      "No account yet: open the setting's page once in a browser with Optwatch.")                  \
    X(CONFIRM, 60, false, "Nothing was erased: say --yes (in a message confirm) to erase it all.") \
    X(EXPORT, 61, false, "This is no export of Optwatch, or a changed one: nothing was taken.")    \
    X(NEWER_EXPORT, 62, false, "A newer Optwatch wrote this export: update Optwatch.")             \
    X(REMAINS, 64, true, "Something could not be erased: what remains is named above.")            \
    X(LEASE, 65, false, "That reminder is no longer yours to show: another has taken it.")         \
    X(TIME, 66, false,                                                                             \
      "Give a time such as 2027-03-01T09:00:00+01:00, still ahead if something is to come then.")  \
    X(NO_ACT, 67, false, "There is nothing to undo.")                                              \
    X(TOO_MANY, 68, false, "There are 64 reminders of your own: end one before you set another.")  \
    X(SETTLED, 69, false, "Of this reminder nothing is due within a day, or no date is left.")     \
    X(RULE, 70, false,                                                                             \
      "What follows the setting, or an objection, is not set or ended so: see reminders --help.")  \
    X(WEEKS, 71, false, "A pause lasts 1 to 52 weeks; 0 ends it.")                                 \
    X(SENT, 72, false, "Give the time at which the objection was sent: within the last 3 months.") \
    X(LATER, 75, true,                                                                             \
      "No desktop takes notifications here yet: the reminder stays due, and is tried again.")

enum error {
#define ERROR_ENUM(symbol, number, retry, hint) E_##symbol = (number),
    ERROR_TABLE(ERROR_ENUM)
#undef ERROR_ENUM
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* The wire name, such as "E_TOO_LARGE". Borrowed for ever. */
const char *error_name(enum error error);

/* One sentence on what to do, in English. Borrowed for ever. */
const char *error_hint(enum error error);

/* Whether the same request may succeed later. */
bool error_retry(enum error error);

#endif
