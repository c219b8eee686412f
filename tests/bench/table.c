/* What timing found, as Markdown tables or as JSON. */
#include "timing.h"

#include <stdio.h>

static const struct point *last_of(const struct series *series)
{
    return &series->points[series->count - 1];
}

/* Of the largest size and its half: 2 where time is linear and nothing is fixed, 4 where squared.
 */
static double doubling(const struct series *series)
{
    const struct point *last = last_of(series);
    return last->median_us / (last - 1)->median_us;
}

static void print_series(const struct bench *bench, const struct series *series)
{
    double first_us = series->points[0].median_us;
    printf("%s%s%s\n\n", series->name, series->says[0] ? ": " : "", series->says);
    printf("| %s | median µs | spread | µs a %s | times the first | off the line |\n", bench->unit,
           bench->one);
    printf("|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < series->count; i++) {
        const struct point *point = &series->points[i];
        double off = point->median_us / timing_line(series, point->size) - 1;
        printf("| %.4g | %.2f | %.1f %% | %.3f | %.2f | %+.1f %% |\n", point->size,
               point->median_us, 100 * point->spread, point->median_us / point->size,
               point->median_us / first_us, 100 * off);
    }
    printf("\n");
}

static void print_sum(const struct bench *bench)
{
    printf(
        "| %s | smallest µs | largest µs | fixed µs | µs a %s | doubling | largest deviation |\n",
        bench->name, bench->one);
    printf("|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < bench->count; i++) {
        const struct series *series = &bench->series[i];
        printf("| %s | %.1f | %.1f | %.1f | %.3f | %.2f | %.1f %% |\n", series->name,
               series->points[0].median_us, last_of(series)->median_us, series->fixed_us,
               series->slope_us, doubling(series), 100 * series->deviation);
    }
}

void timing_print(const struct bench *bench)
{
    for (size_t i = 0; i < bench->count; i++) {
        print_series(bench, &bench->series[i]);
    }
    print_sum(bench);
}

static void print_json_series(const struct series *series)
{
    printf("{\"name\":\"%s\",\"says\":\"%s\",\"fixed_us\":%.4f,\"slope_us\":%.6f,"
           "\"deviation\":%.4f,\"doubling\":%.4f,\"points\":[",
           series->name, series->says, series->fixed_us, series->slope_us, series->deviation,
           doubling(series));
    for (size_t i = 0; i < series->count; i++) {
        const struct point *point = &series->points[i];
        printf("%s{\"size\":%.6g,\"median_us\":%.4f,\"spread\":%.4f,\"each_us\":%.5f,"
               "\"ratio\":%.4f,\"line_us\":%.4f}",
               i > 0 ? "," : "", point->size, point->median_us, point->spread,
               point->median_us / point->size, point->median_us / series->points[0].median_us,
               timing_line(series, point->size));
    }
    printf("]}");
}

void timing_print_json(const struct bench *bench)
{
    printf("{\"bench\":\"%s\",\"unit\":\"%s\",\"series\":[", bench->name, bench->unit);
    for (size_t i = 0; i < bench->count; i++) {
        printf("%s", i > 0 ? "," : "");
        print_json_series(&bench->series[i]);
    }
    printf("]}\n");
}
