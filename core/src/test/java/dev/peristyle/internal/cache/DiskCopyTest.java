package dev.peristyle.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Copies on a disk that is none: it forgets what is written, and does what an interrupted thread makes it do. */
class DiskCopyTest {

    private boolean isInterrupted;
    private long largest;
    private int open;

    record Line(int id, String text) {}

    private static Table table(int rows) {
        return Pipeline.from(
                        IntStream.range(0, rows)
                                .mapToObj(id -> new Line(id, "line " + id))
                                .toList(),
                        Line.class)
                .collect();
    }

    private SpillArea area() {
        open++;
        return new SpillArea() {
            @Override
            public SpillFile create(String owner) {
                return file();
            }

            @Override
            public long bytes() {
                return 1;
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    private void fail() {
        if (isInterrupted) {
            throw new CancelledException("the thread was interrupted");
        }
    }

    private SpillFile file() {
        return new SpillFile() {
            @Override
            public long append(long address, long bytes) {
                fail();
                largest = Math.max(largest, bytes);
                return 0;
            }

            @Override
            public void read(long position, long address, long bytes) {
                fail();
            }

            @Override
            public long size() {
                return 0;
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    @Test
    void aStretchOfLongTextsIsSeveralPieces() {
        int rows = 100_000;
        String text = "x".repeat(10_000);
        List<Line> lines = IntStream.range(0, rows)
                .mapToObj(id -> new Line(id, id >= 50_000 && id < 51_000 ? text : "short"))
                .toList();
        try (Table table = Pipeline.from(lines, Line.class).collect()) {
            DiskCopy copy = DiskCopy.write(table, this::area, "cache");
            assertThat(largest).isBetween(10_000L, 2L << 20);
            assertThat(copy.pieces()).isLessThan(rows / 32);
            copy.release();
        }
        assertThat(open).isZero();
    }

    @Test
    void onlyTheInterruptedRunIsCancelled() {
        try (Table table = table(100)) {
            DiskCopy copy = DiskCopy.write(table, this::area, "cache of lines");
            isInterrupted = true;
            assertThatThrownBy(() -> copy.readValues(0, 0, 0))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("the rows of the cache of lines")
                    .hasMessageContaining("another run")
                    .hasMessageContaining("Run again")
                    .hasCauseInstanceOf(CancelledException.class);
            assertThat(copy.isDamaged()).isTrue();
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> copy.readValues(0, 0, 0)).isInstanceOf(CancelledException.class);
            } finally {
                Thread.interrupted();
            }
            copy.release();
        }
        assertThat(open).isZero();
    }

    @Test
    void rowsThatAnInterruptedThreadWritesStay() {
        try (KeptTable kept = new KeptTable("cache", this::area)) {
            kept.keep(table(100)).close();
            isInterrupted = true;
            kept.release();
            assertThat(kept.failedWrites()).isZero();
            assertThat(kept.releases()).isZero();
            assertThat(kept.held()).isPositive();
            assertThat(open).isZero();
            isInterrupted = false;
            kept.release();
            assertThat(kept.held()).isZero();
            assertThat(kept.onDisk()).isPositive();
        }
        assertThat(open).isZero();
    }

    @Test
    void aDamagedCopyIsWrittenAgain() {
        try (KeptTable kept = new KeptTable("cache", this::area)) {
            kept.keep(table(100)).close();
            kept.release();
            DiskCopy first = kept.leaseCopy();
            kept.keep(table(100)).close();
            isInterrupted = true;
            assertThatThrownBy(() -> first.readValues(0, 0, 0)).isInstanceOf(DataAccessException.class);
            isInterrupted = false;
            first.release();
            kept.release();
            assertThat(kept.held()).isZero();
            assertThat(open).isEqualTo(1);
            DiskCopy second = kept.leaseCopy();
            assertThat(second).isNotNull().isNotSameAs(first);
            second.release();
        }
        assertThat(open).isZero();
    }
}
