#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire/frame.h"

/* As large as the contract says and no larger, so that a sanitizer sees one byte too many. */
static char *body;

static int make_buffer(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    body = malloc(FRAME_MAX);
    return body ? 0 : -1;
}

static int free_buffer(void **state)
{
    (void)state;
    free(body);
    return 0;
}

static size_t put_frame(char *to, const char *text)
{
    uint32_t len = (uint32_t)strlen(text);
    memcpy(to, &len, sizeof len);
    memcpy(to + sizeof len, text, len);
    return sizeof len + len;
}

/* A pipe that already holds all there will ever be; fits what a pipe takes without a reader. */
static int pipe_of(const void *data, size_t len)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (len > 0) {
        assert_int_equal(write(ends[1], data, len), len);
    }
    close(ends[1]);
    return ends[0];
}

/* Waits until the reader took everything: only then is the next piece a read of its own. */
static void wait_until_read(int fd)
{
    int left = 1;
    while (ioctl(fd, FIONREAD, &left) == 0 && left > 0) {
        struct pollfd reader = {.fd = fd};
        /* A test that failed is gone: its writer has to end too. */
        if (poll(&reader, 1, 1) != 0) {
            _exit(1);
        }
    }
}

/* A process that writes the first piece, then the rest in pieces of step bytes. */
static int pour(const char *data, size_t len, size_t first, size_t step, int interrupt, pid_t *ret)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    *ret = fork();
    assert_true(*ret >= 0);
    if (*ret == 0) {
        close(ends[0]);
        size_t piece = first;
        for (size_t at = 0; at < len; at += piece, piece = step) {
            piece = piece < len - at ? piece : len - at;
            wait_until_read(ends[1]);
            if (interrupt) {
                (void)poll(NULL, 0, 1);
                kill(getppid(), SIGUSR1);
            }
            if (write(ends[1], data + at, piece) != (ssize_t)piece) {
                _exit(1);
            }
        }
        _exit(0);
    }
    close(ends[1]);
    return ends[0];
}

static void assert_child_is_well(pid_t pid)
{
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void assert_reads(int fd, const char *text)
{
    size_t len = 999999;
    bool end = true;
    assert_int_equal(frame_read(fd, body, &len, &end), E_OK);
    assert_false(end);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(body, text, len);
}

static void assert_ends(int fd)
{
    size_t len = 0;
    bool end = false;
    assert_int_equal(frame_read(fd, body, &len, &end), E_OK);
    assert_true(end);
    close(fd);
}

static void assert_read_fails(int fd, enum error expected)
{
    size_t len = 0;
    bool end = true;
    assert_int_equal(frame_read(fd, body, &len, &end), expected);
    assert_false(end);
    close(fd);
}

static void reads_frames_written_at_once(void **state)
{
    (void)state;
    char stream[64];
    size_t len = put_frame(stream, "{\"v\":1}");
    len += put_frame(stream + len, "[]");
    len += put_frame(stream + len, "x");
    int fd = pipe_of(stream, len);
    assert_reads(fd, "{\"v\":1}");
    assert_reads(fd, "[]");
    assert_reads(fd, "x");
    assert_ends(fd);
}

static void reads_frames_split_anywhere(void **state)
{
    (void)state;
    char stream[64];
    size_t len = put_frame(stream, "{\"v\":1}");
    len += put_frame(stream + len, "[]");
    for (size_t first = 1; first < len; first++) {
        pid_t pid = 0;
        int fd = pour(stream, len, first, len, 0, &pid);
        assert_reads(fd, "{\"v\":1}");
        assert_reads(fd, "[]");
        assert_ends(fd);
        assert_child_is_well(pid);
    }
}

static void reads_byte_by_byte(void **state)
{
    (void)state;
    char stream[64];
    pid_t pid = 0;
    size_t len = put_frame(stream, "{\"id\":7}");
    len += put_frame(stream + len, "0");
    int fd = pour(stream, len, 1, 1, 0, &pid);
    assert_reads(fd, "{\"id\":7}");
    assert_reads(fd, "0");
    assert_ends(fd);
    assert_child_is_well(pid);
}

static void note_signal(int number)
{
    (void)number;
}

static void goes_on_after_signals(void **state)
{
    (void)state;
    char stream[64];
    pid_t pid = 0;
    struct sigaction before;
    /* Without SA_RESTART a waiting read fails with EINTR. */
    const struct sigaction interrupting = {.sa_handler = note_signal};
    assert_int_equal(sigaction(SIGUSR1, &interrupting, &before), 0);
    size_t len = put_frame(stream, "{\"id\":7}");
    int fd = pour(stream, len, 1, 1, 1, &pid);
    assert_reads(fd, "{\"id\":7}");
    assert_ends(fd);
    while (waitpid(pid, NULL, 0) != pid) {
    }
    assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
}

static void reads_up_to_the_limit(void **state)
{
    (void)state;
    static char stream[sizeof(uint32_t) + FRAME_MAX];
    uint32_t header = FRAME_MAX;
    pid_t pid = 0;
    size_t len = 0;
    bool end = true;
    memset(stream, 'a', sizeof stream);
    memcpy(stream, &header, sizeof header);
    stream[sizeof stream - 1] = 'z';
    int fd = pour(stream, sizeof stream, sizeof stream, 1, 0, &pid);
    assert_int_equal(frame_read(fd, body, &len, &end), E_OK);
    assert_false(end);
    assert_int_equal(len, FRAME_MAX);
    assert_memory_equal(body, stream + sizeof header, FRAME_MAX);
    assert_ends(fd);
    assert_child_is_well(pid);
}

static void refuses_lengths_before_reading(void **state)
{
    (void)state;
    static const struct {
        uint32_t len;
        enum error error;
    } cases[] = {
        {0, E_EMPTY_FRAME},
        {FRAME_MAX + 1, E_TOO_LARGE},
        {UINT32_C(0x01000000), E_TOO_LARGE},
        {UINT32_C(0x80000000), E_TOO_LARGE},
        {UINT32_C(0xFFFFFFFF), E_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char stream[sizeof(uint32_t) + 4];
        size_t len = 777;
        bool end = true;
        int left = 0;
        memcpy(stream, &cases[i].len, sizeof cases[i].len);
        memcpy(stream + sizeof cases[i].len, "body", 4);
        memset(body, '-', FRAME_MAX);
        int fd = pipe_of(stream, sizeof stream);
        assert_int_equal(frame_read(fd, body, &len, &end), cases[i].error);
        assert_false(end);
        assert_int_equal(len, 777);
        assert_memory_equal(body, "----", 4);
        assert_int_equal(ioctl(fd, FIONREAD, &left), 0);
        assert_int_equal(left, 4);
        close(fd);
    }
}

static void tells_an_end_from_a_cut(void **state)
{
    (void)state;
    char stream[64];
    size_t len = put_frame(stream, "{\"v\":1}");
    size_t both = len + put_frame(stream + len, "[]");
    for (size_t cut = 0; cut <= both; cut++) {
        int fd = pipe_of(stream, cut);
        if (cut >= len) {
            assert_reads(fd, "{\"v\":1}");
        }
        if (cut == both) {
            assert_reads(fd, "[]");
        }
        if (cut == 0 || cut == len || cut == both) {
            assert_ends(fd);
        } else {
            assert_read_fails(fd, E_CUT_SHORT);
        }
    }
}

static void tells_a_broken_input(void **state)
{
    (void)state;
    assert_read_fails(-1, E_CUT_SHORT);
}

static void writes_native_byte_order(void **state)
{
    (void)state;
    static const unsigned char little[] = {0x02, 0x01, 0x00, 0x00};
    static const unsigned char big[] = {0x00, 0x00, 0x01, 0x02};
    const unsigned char *native = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? little : big;
    char raw[4 + 0x102];
    char text[0x102];
    int ends[2];
    memset(text, 'x', sizeof text);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(frame_write(ends[1], text, sizeof text), E_OK);
    close(ends[1]);
    assert_int_equal(read(ends[0], raw, sizeof raw), sizeof raw);
    assert_memory_equal(raw, native, 4);
    assert_memory_equal(raw + 4, text, sizeof text);
    assert_int_equal(read(ends[0], raw, 1), 0);
    close(ends[0]);

    memcpy(raw, native, 4);
    int fd = pipe_of(raw, sizeof raw);
    size_t len = 0;
    bool end = true;
    assert_int_equal(frame_read(fd, body, &len, &end), E_OK);
    assert_int_equal(len, 0x102);
    assert_ends(fd);
}

static void writes_up_to_the_limit(void **state)
{
    (void)state;
    int ends[2];
    char *text = malloc(FRAME_MAX + 1);
    assert_non_null(text);
    memset(text, 'b', FRAME_MAX + 1);
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        _exit(frame_write(ends[1], text, FRAME_MAX) == E_OK ? 0 : 1);
    }
    close(ends[1]);
    size_t len = 0;
    bool end = true;
    assert_int_equal(frame_read(ends[0], body, &len, &end), E_OK);
    assert_int_equal(len, FRAME_MAX);
    assert_memory_equal(body, text, FRAME_MAX);
    assert_ends(ends[0]);
    assert_child_is_well(pid);
    free(text);
}

static void writes_nothing_it_could_not_read(void **state)
{
    (void)state;
    static char text[FRAME_MAX + 1];
    int ends[2];
    int left = -1;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(frame_write(ends[1], text, 0), E_REPLY);
    assert_int_equal(frame_write(ends[1], text, FRAME_MAX + 1), E_REPLY);
    assert_int_equal(frame_write(ends[1], text, SIZE_MAX), E_REPLY);
    assert_int_equal(ioctl(ends[0], FIONREAD, &left), 0);
    assert_int_equal(left, 0);
    close(ends[0]);
    close(ends[1]);
}

static void tells_that_nobody_reads(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_int_equal(frame_write(ends[1], "{}", 2), E_OUTPUT);
    close(ends[1]);
    assert_int_equal(frame_write(-1, "{}", 2), E_OUTPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_frames_written_at_once),
        cmocka_unit_test(reads_frames_split_anywhere),
        cmocka_unit_test(reads_byte_by_byte),
        cmocka_unit_test(goes_on_after_signals),
        cmocka_unit_test(reads_up_to_the_limit),
        cmocka_unit_test(refuses_lengths_before_reading),
        cmocka_unit_test(tells_an_end_from_a_cut),
        cmocka_unit_test(tells_a_broken_input),
        cmocka_unit_test(writes_native_byte_order),
        cmocka_unit_test(writes_up_to_the_limit),
        cmocka_unit_test(writes_nothing_it_could_not_read),
        cmocka_unit_test(tells_that_nobody_reads),
    };
    return cmocka_run_group_tests(tests, make_buffer, free_buffer);
}
