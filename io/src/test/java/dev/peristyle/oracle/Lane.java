package dev.peristyle.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.Progress;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A path through the engine that has to give the same rows as all others, and what was seen of it while it ran: a lane that
 * silently takes another path would test nothing.
 */
final class Lane {

    private static final int MAXIMUM_RECORD = 2048;

    /** Room for every query on these datasets. */
    private static final long USUAL_LIMIT = 256L << 20;

    private static final long TIGHT_LIMIT = 900 << 10;
    private static final long TIGHT_LIMIT_PER_THREAD = 400 << 10;

    private final String name;
    private final WindowMode mode;
    private final int threads;
    private final int chunkRows;
    private final int windowBytes;
    private final long memoryLimit;

    private final Set<String> threadsSeen = ConcurrentHashMap.newKeySet();
    private int runs;
    private int runsThatSpilled;
    private int runsWithMapping;
    private int runsWithHandle;
    private long minFirstBytes = Long.MAX_VALUE;
    private long minFirstRows = Long.MAX_VALUE;

    private Lane(String name, WindowMode mode, int threads, int chunkRows, int windowBytes, long memoryLimit) {
        this.name = name;
        this.mode = mode;
        this.threads = threads;
        this.chunkRows = chunkRows;
        this.windowBytes = windowBytes;
        this.memoryLimit = memoryLimit;
    }

    /** All paths, each with nothing seen yet. */
    static List<Lane> all() {
        return List.of(
                new Lane("read, one thread", WindowMode.READ, 1, 16_384, 1 << 20, USUAL_LIMIT),
                new Lane("read, one thread, tiny chunks", WindowMode.READ, 1, 3, 1 << 20, USUAL_LIMIT),
                new Lane("read, one thread, tiny windows", WindowMode.READ, 1, 16_384, 1024, USUAL_LIMIT),
                new Lane("read, two threads, small windows", WindowMode.READ, 2, 100, 8192, USUAL_LIMIT),
                new Lane("read, eight threads, tiny windows", WindowMode.READ, 8, 64, 2048, USUAL_LIMIT),
                new Lane("map, one thread, tiny windows", WindowMode.MAP, 1, 7, 2048, USUAL_LIMIT),
                new Lane("map, two threads, small windows", WindowMode.MAP, 2, 7, 4096, USUAL_LIMIT),
                new Lane("map, eight threads, tiny windows", WindowMode.MAP, 8, 64, 2048, USUAL_LIMIT),
                tight("read, one thread, tiny limit", WindowMode.READ, 1),
                tight("read, two threads, tiny limit", WindowMode.READ, 2),
                tight("map, eight threads, tiny limit", WindowMode.MAP, 8));
    }

    /** A limit under which what joins, groups and sorts hold goes to disk now and then. */
    private static Lane tight(String name, WindowMode mode, int threads) {
        return new Lane(name, mode, threads, 32, 2048, TIGHT_LIMIT + threads * TIGHT_LIMIT_PER_THREAD);
    }

    /** Few, for a dataset that is too large for chunks of three rows: one with room, and those with little. */
    static List<Lane> forLargeData() {
        return all().stream()
                .filter(lane -> lane.chunkRows == 16_384 && lane.windowBytes == 1 << 20 || lane.isTight())
                .toList();
    }

    private boolean isTight() {
        return memoryLimit < USUAL_LIMIT;
    }

    String name() {
        return name;
    }

    CsvOptions options() {
        return CsvOptions.builder()
                .schema(RandomDataset.SCHEMA)
                .windows(mode)
                .chunkSize(chunkRows)
                .windowSize(windowBytes)
                .maximumRecordSize(MAXIMUM_RECORD)
                .build();
    }

    /** Settings for one run, which is watched from its first chunk. */
    Execution execution(Path file) {
        runs++;
        return Execution.builder()
                .threads(threads)
                .memoryLimit(memoryLimit)
                .progress(new FirstStep(file.getParent())::see)
                .report(report -> runsThatSpilled += report.spilledBytes() > 0 ? 1 : 0)
                .build();
    }

    /**
     * Fails unless the lane was what its name says.
     *
     * @param spills whether the dataset is one of which some queries do not fit a tiny limit
     */
    void check(boolean spills) {
        String seen = name + ": " + this;
        if (mode == WindowMode.MAP) {
            assertThat(runsWithMapping).as(seen).isGreaterThan(runs / 2);
        } else {
            assertThat(runsWithMapping).as(seen).isZero();
            assertThat(runsWithHandle).as(seen).isGreaterThan(runs / 2);
        }
        if (threads == 1) {
            assertThat(threadsSeen)
                    .as(seen)
                    .containsExactly(Thread.currentThread().getName());
        } else {
            assertThat(threadsSeen).as(seen).hasSizeGreaterThan(1);
        }
        assertThat(minFirstRows).as(seen).isLessThanOrEqualTo(chunkRows);
        assertThat(minFirstBytes).as(seen).isLessThanOrEqualTo(windowBytes + MAXIMUM_RECORD);
        if (spills) {
            assertThat(hasSpilledWhereSomeMust()).as(seen).isTrue();
        }
    }

    /** Whether a run has spilled, or none needs to: the limit is not tiny, or several threads share it and read less at a time. */
    boolean hasSpilledWhereSomeMust() {
        return !isTight() || threads > 1 || runsThatSpilled > 0;
    }

    @Override
    public String toString() {
        return runs + " runs, " + runsWithMapping + " seen with a mapping, " + runsWithHandle + " with a handle, "
                + runsThatSpilled + " spilled, first step " + minFirstBytes + " bytes and "
                + minFirstRows + " rows, on " + threadsSeen;
    }

    /** Looks at the process the first time that a run tells of itself: then a chunk has been read and its window is still there. */
    private final class FirstStep {
        private final Path directory;
        private boolean seen;

        FirstStep(Path directory) {
            this.directory = directory;
        }

        void see(Progress progress) {
            threadsSeen.add(Thread.currentThread().getName());
            if (seen || progress.rows() == 0) {
                return;
            }
            seen = true;
            List<String> resources = Resources.of(directory);
            runsWithMapping += resources.stream().anyMatch(line -> line.startsWith("mapping")) ? 1 : 0;
            runsWithHandle += resources.stream().anyMatch(line -> line.startsWith("handle")) ? 1 : 0;
            minFirstBytes = Math.min(minFirstBytes, progress.bytesRead());
            minFirstRows = Math.min(minFirstRows, progress.rows());
        }
    }
}
