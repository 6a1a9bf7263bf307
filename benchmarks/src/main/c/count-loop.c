/*
 * Counts the line feeds of a mapped file, as fast as a plain loop does it: what bounds a count of rows. Prints runs as
 * JSON, like the comparison of processes does. The file is mapped anew for each run, as a program that runs once does.
 *
 *   cc -O3 -march=native -o target/count-loop src/main/c/count-loop.c && target/count-loop FILE RUNS
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The bytes of a block add up to at most 255, so the compiler may count in vectors of bytes. */
enum { BLOCK = 255 };

static uint64_t count(const uint8_t *text, size_t length) {
    uint64_t lines = 0;
    size_t at = 0;
    for (; at + 64 * BLOCK <= length; at += 64 * BLOCK) {
        uint8_t sums[64] = {0};
        for (int row = 0; row < BLOCK; row++) {
            for (int lane = 0; lane < 64; lane++) {
                sums[lane] += text[at + 64 * row + lane] == '\n';
            }
        }
        for (int lane = 0; lane < 64; lane++) {
            lines += sums[lane];
        }
    }
    for (; at < length; at++) {
        lines += text[at] == '\n';
    }
    return lines;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int arguments, char **argument) {
    if (arguments != 3) {
        fprintf(stderr, "Usage: count-loop FILE RUNS\n");
        return 2;
    }
    int file = open(argument[1], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) {
        perror(argument[1]);
        return 1;
    }
    int runs = atoi(argument[2]);
    printf("[");
    for (int run = -1; run < runs; run++) { /* the first one warms the cache */
        double start = seconds();
        void *text = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (text == MAP_FAILED) {
            perror("mmap");
            return 1;
        }
        uint64_t lines = count(text, status.st_size);
        munmap(text, status.st_size);
        if (run >= 0) {
            printf("%s\n{\"job\": \"COUNT\", \"contender\": \"c-loop\", \"round\": %d, \"seconds\": %.6f, \"peakBytes\": null,"
                   " \"lines\": %llu}",
                   run == 0 ? "" : ",", run, seconds() - start, (unsigned long long)lines);
        }
    }
    printf("\n]\n");
    return 0;
}
