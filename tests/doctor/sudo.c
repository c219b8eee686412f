/*
 * What sudo is for a command that the doctor names: root, root's home, the system's PATH, and the
 * caller's name. Set-id in the folder that a test takes for its root, and nowhere else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char uid[32];
    (void)snprintf(uid, sizeof uid, "%u", getuid());
    if (argc < 2 || setgid(0) != 0 || setuid(0) != 0) {
        return 1;
    }
    (void)setenv("SUDO_UID", uid, 1);
    (void)setenv("SUDO_USER", "ada", 1);
    (void)setenv("HOME", "/root", 1);
    (void)setenv("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 127;
}
