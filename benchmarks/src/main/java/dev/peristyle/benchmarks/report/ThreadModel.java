package dev.peristyle.benchmarks.report;

import dev.peristyle.internal.window.WindowLayout;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Simulates how the engine hands the splits of a file out to threads, as its drivers do: when each thread is free, when each
 * split is read, and what only one thread at a time can do. Time is in seconds.
 *
 * @param driver which driver of the engine runs the job
 * @param seconds what one thread needs for the whole file, the serial part included
 * @param bytes of the file
 * @param serialSeconds the part of it that is done for one split after the other, in order: output, consumer
 * @param mergeSeconds what merging the groups of one thread into those of another costs
 */
record ThreadModel(Driver driver, double seconds, double bytes, double serialSeconds, double mergeSeconds) {
    /** Describing, planning and opening, once per run: a file of 10 KB less its rows. */
    static final double OPEN_SECONDS = 200e-6;

    /** Starting a thread, done by the calling one for one after the other. */
    static final double START_SECONDS = 60e-6;

    /** Buffers of a thread that are touched for the first time, and its part of the plan. */
    static final double SETUP_SECONDS = 500e-6;

    /** Of a lock that is taken and the thread that is woken, once per split. */
    static final double HAND_OVER_SECONDS = 5e-6;

    /** The default of {@code Execution}; decides with the number of threads how large splits are. */
    static final long MEMORY = 256L << 20;

    /** Splits take so much more or less than the mean, as those of real files do. */
    private static final double UNEVEN = 0.2;

    /** How a job is spread over threads. */
    enum Driver {
        /** Each thread groups for itself; groups are merged by one at the end. */
        GROUP,
        /** Each thread encodes a split and appends it when all before are appended. */
        WRITE,
        /** Each thread reads at most two splits ahead; one more thread takes the rows in order. */
        ROWS
    }

    /**
     * What limits all threads together.
     *
     * @param memory bytes per second from memory
     * @param disk bytes per second from the disk, infinite where the file is cached
     */
    record Limits(double memory, double disk) {}

    /** The time of a run. */
    double run(int threads, Limits limits) {
        int step = WindowLayout.forRun(MEMORY, threads, 0).step();
        int splits = (int) Math.max(1, Math.ceil(bytes / step));
        int workers = Math.min(threads, splits);
        double serial = serialSeconds / splits;
        double read = (seconds - OPEN_SECONDS - serialSeconds) / splits;
        // when all threads read, each gets its part of what memory and disk give; reading and parsing overlap
        double shared = Math.min(limits.memory(), limits.disk()) / workers;
        read = Math.max(read, step / shared);
        double end = OPEN_SECONDS + (threads == 1 ? splits * (read + serial) : simulate(splits, workers, read, serial));
        return end + mergeSeconds * (workers - 1);
    }

    private double simulate(int splits, int workers, double read, double serial) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int worker = 0; worker < workers; worker++) {
            free.add(START_SECONDS * (driver == Driver.ROWS ? worker + 1 : worker) + SETUP_SECONDS);
        }
        // always the same numbers, so that a model gives one answer
        SplittableRandom random = new SplittableRandom(1);
        // when each of the last splits was appended or taken by the consumer
        double[] consumed = new double[2 * workers];
        double last = 0;
        for (int split = 0; split < splits; split++) {
            double begin = free.remove();
            if (driver == Driver.ROWS && split >= consumed.length) {
                begin = Math.max(begin, consumed[split % consumed.length]);
            }
            double ready = begin + read * (1 + UNEVEN * (2 * random.nextDouble() - 1)) + HAND_OVER_SECONDS;
            double done = driver == Driver.GROUP ? ready : Math.max(ready, last) + serial;
            consumed[split % consumed.length] = done;
            last = Math.max(last, done);
            free.add(driver == Driver.WRITE ? done : ready);
        }
        return last;
    }

    /** How many times as fast as one thread. */
    double speedUp(int threads, Limits limits) {
        return run(1, limits) / run(threads, limits);
    }

    /** A speed-up for a table. */
    static String cell(double speedUp) {
        return String.format(Locale.ROOT, speedUp < 10 ? "%.2f" : "%.1f", speedUp);
    }
}
