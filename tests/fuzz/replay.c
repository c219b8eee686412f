/* Runs a fuzz target over files and folders, for compilers without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FILE_MAX_BYTES (1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    static uint8_t data[FILE_MAX_BYTES];
    FILE *file = fopen(path, "re");
    if (!file) {
        return 0;
    }
    size_t len = fread(data, 1, sizeof data, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, len);
    return 1;
}

static int run_folder(const char *path)
{
    int count = 0;
    char name[4096];
    DIR *folder = opendir(path);
    struct dirent *entry = NULL;
    while (folder && (entry = readdir(folder))) {
        int len = snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        struct stat file;
        if (len > 0 && (size_t)len < sizeof name && stat(name, &file) == 0 &&
            S_ISREG(file.st_mode)) {
            count += run_file(name);
        }
    }
    if (folder) {
        closedir(folder);
    }
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        count += run_folder(argv[i]);
    }
    printf("%d inputs replayed\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
