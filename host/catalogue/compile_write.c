#include "catalogue/compile_model.h"

#include <string.h>

#include "catalogue/compile_json.h"

void write_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *c = text; *c != '\0'; c++) {
        /* "??" would begin a trigraph for a compiler in strict mode. */
        if (*c == '"' || *c == '\\' || *c == '?') {
            fputc('\\', out);
        }
        fputc(*c, out);
    }
    fputc('"', out);
}

/* Ids are ASCII: toupper is a macro that would ask the locale. */
static int name_character(char c)
{
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 'A';
    }
    return c == '.' || c == '-' ? '_' : c;
}

void write_text_name(FILE *out, const char *id)
{
    fputs("TEXT_", out);
    for (const char *c = id; *c != '\0'; c++) {
        fputc(name_character(*c), out);
    }
}

void write_header(FILE *out, const struct model *model)
{
    const char *id;
    json_t *text;
    fputs("/* Generated from languages/en.json: do not edit. */\n"
          "#ifndef OPTWATCH_CATALOGUE_TEXTS_H\n"
          "#define OPTWATCH_CATALOGUE_TEXTS_H\n\n"
          "enum text_id {\n",
          out);
    json_object_foreach(model->texts, id, text)
    {
        fputs("    ", out);
        write_text_name(out, id);
        fprintf(out, ", /* %s */\n", id);
    }
    fputs("    TEXT_COUNT\n};\n\n#endif\n", out);
}

static const char *label_kind(const char *kind)
{
    if (strcmp(kind, "title") == 0) {
        return "LABEL_TITLE";
    }
    return strcmp(kind, "toggle") == 0 ? "LABEL_TOGGLE" : "LABEL_NOT";
}

static void write_labels(FILE *out, const struct model *model)
{
    fputs("const struct label catalogue_labels[] = {\n", out);
    for (size_t i = 0; i < model->label_count; i++) {
        const struct label_entry *label = &model->labels[i];
        fputs("    {.folded = ", out);
        write_string(out, label->folded);
        fprintf(out, ", .kind = %s, .strength = %s, .setting = %zu, .language = %zu},\n",
                label_kind(label->kind), label->seen ? "STRENGTH_SEEN" : "STRENGTH_WEAK",
                label->setting, label->language);
    }
    fprintf(out, "};\nconst size_t catalogue_label_count = %zu;\n\n", model->label_count);
}

static void write_words(FILE *out, const struct model *model)
{
    fputs("const struct word catalogue_words[] = {\n", out);
    for (size_t i = 0; i < model->word_count; i++) {
        const struct word_entry *word = &model->words[i];
        fputs("    {.folded = ", out);
        write_string(out, word->folded);
        fprintf(out, ", .on = %s, .strength = %s, .language = %zu},\n", word->on ? "true" : "false",
                word->seen ? "STRENGTH_SEEN" : "STRENGTH_WEAK", word->language);
    }
    fprintf(out, "};\nconst size_t catalogue_word_count = %zu;\n\n", model->word_count);
}

static void write_regions(FILE *out, const struct model *model)
{
    const json_t *regions = json_object_get(model->settings, "regions");
    fputs("const char *const catalogue_regions[] = {\n", out);
    for (size_t i = 0; i < json_array_size(regions); i++) {
        fputs("    ", out);
        write_string(out, json_string_value(json_array_get(regions, i)));
        fputs(",\n", out);
    }
    fprintf(out, "};\nconst size_t catalogue_region_count = %zu;\n\n", json_array_size(regions));
}

static void write_walls(FILE *out, const struct model *model)
{
    const json_t *walls = json_object_get(model->settings, "walls");
    fputs("const char *const catalogue_walls[] = {\n", out);
    for (size_t i = 0; i < json_array_size(walls); i++) {
        fputs("    ", out);
        write_string(out, string_at(json_array_get(walls, i), "path"));
        fputs(",\n", out);
    }
    fprintf(out, "};\nconst size_t catalogue_wall_count = %zu;\n", json_array_size(walls));
}

void write_tables(FILE *out, const struct model *model)
{
    fprintf(out,
            "/* Generated from settings.json and languages/: do not edit. */\n"
            "#include \"catalogue/catalogue.h\"\n\n"
            "const int catalogue_version = %d;\n"
            "const int catalogue_english = %zu;\n\n",
            (int)json_integer_value(json_object_get(model->settings, "version")), model->english);
    write_settings(out, model);
    write_languages(out, model);
    write_labels(out, model);
    write_words(out, model);
    write_regions(out, model);
    write_walls(out, model);
    write_terms(out, model);
}
