/*
 * chance: numbers by chance that a seed repeats.
 */
#ifndef OPTWATCH_TESTS_CHANCE_H
#define OPTWATCH_TESTS_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

/* splitmix64: https://prng.di.unimi.it/splitmix64.c */
static inline uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* From least to most, both included. */
static inline int64_t chance_between(struct chance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)(chance_next(chance) % (uint64_t)(most - least + 1));
}

/* True in one of so many. */
static inline bool chance_one_in(struct chance *chance, int64_t many)
{
    return chance_between(chance, 1, many) == 1;
}

#endif
