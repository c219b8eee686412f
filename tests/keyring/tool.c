/*
 * tool: rows and the keyring by hand, for the tests of tests/keyring. Commands come on standard
 * input, one a line, and each is answered with one line.
 *
 *   pack TABLE TEXT   writes a row as the host would, sealed or plain
 *   rows              each row's table, id, sealing and bytes; what is no letter is a dot
 *   find, keep HEX, remove   the keyring, in this one process: state, and the milliseconds it took
 *   fill TEXT         400 plain rows, in an order and of lengths after which sealing them all
 * leaves some of the text between the rows (SQLite 3.40, secure_delete on) forget            the
 * history's mark that its key has to leave the keyring
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desktop/keyring.h"
#include "system/clock.h"
#include "system/payload.h"
#include "system/query.h"
#include "system/store.h"

static void must(enum error error)
{
    if (error != E_OK) {
        printf("%s\n", error_name(error));
        exit((int)error);
    }
}

static int64_t number(struct store *store, const char *sql)
{
    struct query query = query_make(store, sql);
    int64_t got = query_next(&query) ? query_get_number(&query, 0) : 0;
    must(query_end(&query));
    return got;
}

static void insert(struct store *store, bool note, int64_t row, const struct payload *payload)
{
    struct query query = query_make(
        store, note ? "INSERT INTO note (id, payload, sealed, account, subject, made_ms)"
                      " VALUES (?, ?, ?, ?, '', 1)"
                    : "INSERT INTO wording (id, payload, sealed, hash, setting, lang, first_ms)"
                      " VALUES (?, ?, ?, randomblob(16), 's', 'en', 1)");
    query_number(&query, row);
    query_bytes(&query, payload->data, payload->len);
    query_number(&query, payload->sealed);
    if (note) {
        query_number(&query, number(store, "SELECT min(id) FROM account"));
    }
    must(query_end(&query));
}

static void pack(const char *table, const char *text)
{
    struct store *store = NULL;
    struct payload payload = {.len = 0};
    bool note = strcmp(table, "note") == 0;
    must(store_open(STORE_WRITE, &store));
    must(store_begin(store));
    if (number(store, "SELECT count(*) FROM account") == 0) {
        struct account account;
        must(store_take_account(store, view_of("0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"),
                                FAMILY_CHROMIUM, 1, &account));
    }
    int64_t row = number(store, note ? "SELECT coalesce(max(id), 0) + 1 FROM note"
                                     : "SELECT coalesce(max(id), 0) + 1 FROM wording");
    must(payload_pack(store, table, row, view_of(text), &payload));
    insert(store, note, row, &payload);
    must(store_commit(store));
    store_close(store);
    puts(payload.sealed ? "sealed" : "plain");
}

static void fill(const char *text)
{
    struct store *store = NULL;
    must(store_open(STORE_WRITE, &store));
    struct query query = query_make(
        store, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
               " INSERT INTO wording (id, hash, setting, lang, payload, sealed, first_ms)"
               " SELECT i * 59 % 401, randomblob(16), 's', 'en', CAST(? || substr("
               " hex(zeroblob(1500)), 1, CASE i * 13 % 401 % 5 WHEN 0 THEN 0 WHEN 1 THEN 20"
               " WHEN 2 THEN 100 WHEN 3 THEN 700 ELSE 3000 END) AS BLOB), 0, 1 FROM n");
    query_text(&query, view_of(text));
    must(query_end(&query));
    store_close(store);
    puts("filled");
}

static void print_rows(void)
{
    struct store *store = NULL;
    must(store_open(STORE_WRITE, &store));
    struct query query =
        query_make(store, "SELECT 'note', id, sealed, payload FROM note UNION ALL"
                          " SELECT 'wording', id, sealed, payload FROM wording ORDER BY 1, 2");
    while (query_next(&query)) {
        struct view table = query_get_text(&query, 0);
        struct view data = query_get_text(&query, 3);
        printf("%.*s %d %d ", (int)table.len, table.data, (int)query_get_number(&query, 1),
               (int)query_get_number(&query, 2));
        for (size_t i = 0; i < data.len; i++) {
            putchar(data.data[i] >= ' ' && data.data[i] <= '~' && data.data[i] != '|' ? data.data[i]
                                                                                      : '.');
        }
        putchar('|');
    }
    must(query_end(&query));
    store_close(store);
    putchar('\n');
}

static void print_answer(const struct keyring_answer *answer, int64_t began_ms)
{
    printf("%s %d %s%s ", keyring_state_name(answer->state), (int)(clock_now_ms() - began_ms),
           answer->other_locked ? "other_locked " : "",
           answer->provider[0] ? answer->provider : "-");
    for (size_t i = 0; answer->state == KEYRING_FOUND && i < SEAL_KEY_LEN; i++) {
        printf("%02x", answer->key[i]);
    }
    putchar('\n');
}

static void use_keyring(const char *verb, const char *hex)
{
    struct keyring_answer answer;
    unsigned char key[SEAL_KEY_LEN] = {0};
    int64_t began_ms = clock_now_ms();
    for (size_t i = 0; hex && i < SEAL_KEY_LEN && strlen(hex) == 2 * SEAL_KEY_LEN; i++) {
        char byte[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        key[i] = (unsigned char)strtoul(byte, NULL, 16);
    }
    if (strcmp(verb, "keep") == 0) {
        keyring_keep(key, &answer);
    } else if (strcmp(verb, "remove") == 0) {
        keyring_remove(&answer);
    } else {
        keyring_find(strcmp(verb, "look") == 0 ? KEYRING_AS_IS : KEYRING_START, &answer);
    }
    print_answer(&answer, began_ms);
    keyring_finish(&answer);
}

static void forget(void)
{
    struct store *store = NULL;
    must(store_open(STORE_WRITE, &store));
    must(store_forget_seal(store));
    store_close(store);
    puts("forgotten");
}

int main(void)
{
    char line[PAYLOAD_TEXT_MAX + 64];
    setvbuf(stdout, NULL, _IOLBF, 0);
    while (fgets(line, sizeof line, stdin)) {
        char *rest = NULL;
        const char *verb = strtok_r(line, " \n", &rest);
        const char *word = strtok_r(NULL, " \n", &rest);
        const char *text = strtok_r(NULL, "\n", &rest);
        if (verb && strcmp(verb, "pack") == 0) {
            pack(word, text);
        } else if (verb && strcmp(verb, "fill") == 0) {
            fill(word);
        } else if (verb && strcmp(verb, "rows") == 0) {
            print_rows();
        } else if (verb && strcmp(verb, "forget") == 0) {
            forget();
        } else if (verb) {
            use_keyring(verb, word);
        }
    }
    return 0;
}
