/*
 * sandbox-compile FILE: writes the host's system call filter as a header of numbers, when the host
 * is built. The kernel wants a program; to have libseccomp make it of these lists at each start
 * took 0.3 ms, nearly half of what the null host takes in all. It fits the kind of machine that it
 * is made on.
 */
#include <errno.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

/* Of libseccomp's interface: with it come the end of a process and no look at this kernel. */
#define API_LEVEL 3

/* Of its two orders of the answers: the one that finds each in a few steps. */
#define SEARCH_TREE 2

/* Some have two names: which one is called depends on the C library and the machine. */
static const int allowed[] = {
    /* the wire, and the files of the history */
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(fcntl),
    SCMP_SYS(fcntl64),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(stat),
    SCMP_SYS(stat64),
    SCMP_SYS(lstat),
    SCMP_SYS(lstat64),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(statx),
    SCMP_SYS(fstatfs),
    SCMP_SYS(statfs),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(ftruncate64),
    SCMP_SYS(fallocate),
    SCMP_SYS(flock),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(linkat),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchown),
    SCMP_SYS(umask),
    /* memory; what maps or changes it is looked at below */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    /* time, chance, waiting */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_nanosleep_time64),
    SCMP_SYS(nanosleep),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(ppoll_time64),
    SCMP_SYS(getrandom),
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    /* who this is, and its end */
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn),
    SCMP_SYS(tgkill),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* Nothing here ever calls these: whoever does has taken this process over. */
static const int deadly[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(socketcall),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(bpf),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(memfd_create),
    SCMP_SYS(pidfd_open),
};

static bool add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        /* Another machine has no such call: then nobody can make it. */
        int failed = seccomp_rule_add(filter, action, calls[i], 0);
        if (failed != 0 && failed != -EDOM) {
            return false;
        }
    }
    return true;
}

/* Memory that was written is never run. */
static bool add_memory(scmp_filter_ctx filter)
{
    static const int calls[] = {SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)};
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 1,
                                      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        if (failed != 0 && failed != -EDOM) {
            return false;
        }
    }
    return true;
}

static bool add_lists(scmp_filter_ctx filter)
{
    return seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, SEARCH_TREE) == 0 &&
           add_all(filter, SCMP_ACT_ALLOW, allowed, COUNT_OF(allowed)) &&
           add_all(filter, SCMP_ACT_KILL_PROCESS, deadly, COUNT_OF(deadly)) && add_memory(filter);
}

/* libseccomp writes to a descriptor only. */
static bool export(FILE *bytes)
{
    bool done = false;
    scmp_filter_ctx filter =
        seccomp_api_set(API_LEVEL) == 0 ? seccomp_init(SCMP_ACT_ERRNO(ENOSYS)) : NULL;
    if (filter) {
        done = add_lists(filter) && seccomp_export_bpf(filter, fileno(bytes)) == 0;
        seccomp_release(filter);
    }
    rewind(bytes);
    return done;
}

static bool print(FILE *bytes, FILE *header)
{
    struct sock_filter step;
    fputs("#define SANDBOX_FILTER", header);
    while (fread(&step, sizeof step, 1, bytes) == 1) {
        fprintf(header, " \\\n    {0x%02x, %d, %d, 0x%08x},", (unsigned)step.code, step.jt, step.jf,
                step.k);
    }
    fputs("\n", header);
    return !ferror(bytes) && !ferror(header);
}

int main(int argc, char **argv)
{
    FILE *bytes = tmpfile();
    FILE *header = argc == 2 ? fopen(argv[1], "we") : NULL;
    bool done = bytes && header && export(bytes) && print(bytes, header);
    done = header && fclose(header) == 0 && done;
    if (!done) {
        perror("sandbox-compile");
    }
    return done ? 0 : 1;
}
