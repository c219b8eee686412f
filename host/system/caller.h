/*
 * caller: which program started this one.
 *
 * In      the parent process, as /proc shows it
 * Out     the path of its program
 * Units   bytes
 * Limits  CALLER_MAX with the closing NUL
 * Errors  none: "" where it cannot be told
 * Source  proc(5): exe is a link, with " (deleted)" behind the path of what was replaced since
 */
#ifndef OPTWATCH_SYSTEM_CALLER_H
#define OPTWATCH_SYSTEM_CALLER_H

#define CALLER_MAX 4097

/* An absolute path, or "". In a sandbox of its own the caller's path may mean nothing outside. */
void caller_read_program(char ret[CALLER_MAX]);

#endif
