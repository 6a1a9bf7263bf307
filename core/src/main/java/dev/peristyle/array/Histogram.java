package dev.peristyle.array;

import dev.peristyle.internal.kernel.IndexKernel;

/** Counters of the equal parts of a range. */
record Histogram(double min, double max, LongArray counts) {

    Histogram {
        if (!(min < max) || !Double.isFinite(max - min)) {
            throw new IllegalArgumentException(
                    "the range of a histogram is finite and not empty, but this one is [" + min + ", " + max + "]");
        }
        if (counts.length() == 0) {
            throw new IllegalArgumentException("counts has no counter");
        }
    }

    void add(long doubles, int rows) {
        long stride = counts.length() == 1 ? 0 : counts.at(1) - counts.at(0);
        IndexKernel.histogram(min, max, doubles, rows, counts.at(0), counts.length(), stride);
    }
}
