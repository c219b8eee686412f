#include "desktop/permission.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <glib.h>

/* A file begins with this, numbers in it are little-endian. */
#define SIGNATURE  "GVariant"
#define ROOT_AT    16
#define ITEM_BYTES 24
#define BLOOM_MASK 0x07FFFFFFU
#define TABLE      'H'
#define VALUE      'v'
#define ROW_TYPE   "(va{sas})"

struct range {
    uint32_t from, to;
};

static uint32_t number(struct view file, size_t at)
{
    uint32_t value = 0;
    memcpy(&value, file.data + at, sizeof value);
    return GUINT32_FROM_LE(value);
}

static bool is_inside(struct view file, struct range range)
{
    return range.from <= range.to && range.to <= file.len;
}

static struct range range_at(struct view file, size_t at)
{
    return (struct range){number(file, at), number(file, at + sizeof(uint32_t))};
}

/* Where the items of a table begin, behind its filter and its buckets; 0 = it is damaged. */
static size_t find_items(struct view file, struct range table)
{
    if (!is_inside(file, table) || table.to - table.from < 2 * sizeof(uint32_t)) {
        return 0;
    }
    uint64_t bloom = number(file, table.from) & BLOOM_MASK;
    uint64_t buckets = number(file, table.from + sizeof(uint32_t));
    uint64_t items = table.from + (2 + bloom + buckets) * sizeof(uint32_t);
    return items <= table.to ? (size_t)items : 0;
}

static bool is_item(struct view file, size_t item, const char *key, char type)
{
    uint64_t start = number(file, item + 8);
    uint16_t len = 0;
    memcpy(&len, file.data + item + 12, sizeof len);
    len = GUINT16_FROM_LE(len);
    return file.data[item + 14] == type && len == strlen(key) && start + len <= file.len &&
           memcmp(file.data + start, key, len) == 0;
}

/* A table has few items: each is looked at, so that no hash is trusted. */
static bool find_item(struct view file, struct range table, const char *key, char type,
                      struct range *ret_value)
{
    size_t items = find_items(file, table);
    for (size_t item = items; items != 0 && item + ITEM_BYTES <= table.to; item += ITEM_BYTES) {
        if (is_item(file, item, key, type)) {
            *ret_value = range_at(file, item + 16);
            return is_inside(file, *ret_value);
        }
    }
    return false;
}

static void read_answer(GVariant *row, const char *application,
                        char ret_answer[PERMISSION_ANSWER_MAX])
{
    GVariant *all = g_variant_get_child_value(row, 1);
    GVariant *answers = g_variant_lookup_value(all, application, G_VARIANT_TYPE("as"));
    if (answers && g_variant_n_children(answers) > 0) {
        const char *answer = NULL;
        g_variant_get_child(answers, 0, "&s", &answer);
        (void)g_snprintf(ret_answer, PERMISSION_ANSWER_MAX, "%s", answer);
    }
    g_clear_pointer(&answers, g_variant_unref);
    g_variant_unref(all);
}

static bool read_value(struct view bytes, const char *application,
                       char ret_answer[PERMISSION_ANSWER_MAX])
{
    /* A copy lies as GVariant wants it. */
    GBytes *copy = g_bytes_new(bytes.data, bytes.len);
    GVariant *value = g_variant_new_from_bytes(G_VARIANT_TYPE_VARIANT, copy, FALSE);
    g_variant_ref_sink(value);
    g_bytes_unref(copy);
    GVariant *row = g_variant_get_variant(value);
    bool known = g_variant_is_of_type(row, G_VARIANT_TYPE(ROW_TYPE));
    if (known) {
        read_answer(row, application, ret_answer);
    }
    g_variant_unref(row);
    g_variant_unref(value);
    return known;
}

bool permission_find(struct view file, const char *entry, const char *application,
                     char ret_answer[PERMISSION_ANSWER_MAX])
{
    struct range table = {0};
    struct range value = {0};
    ret_answer[0] = '\0';
    if (file.len < ROOT_AT + 2 * sizeof(uint32_t) || file.len > PERMISSION_MAX ||
        memcmp(file.data, SIGNATURE, strlen(SIGNATURE)) != 0) {
        return false;
    }
    if (!find_item(file, range_at(file, ROOT_AT), "main", TABLE, &table)) {
        return false;
    }
    /* Nothing was asked yet, or the answer was taken back. */
    if (!find_item(file, table, entry, VALUE, &value)) {
        return true;
    }
    return read_value((struct view){file.data + value.from, value.to - value.from}, application,
                      ret_answer);
}
