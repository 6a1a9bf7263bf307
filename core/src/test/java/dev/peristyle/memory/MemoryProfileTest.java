package dev.peristyle.memory;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryProfileTest {

    record Row(long number) {}

    @Test
    void thePeakOfARunIsThatOfItsReport() {
        List<RunReport> reports = new ArrayList<>();
        List<Row> rows = LongStream.range(0, 20_000).mapToObj(Row::new).toList();
        Pipeline sorted = Pipeline.from(rows, Row.class)
                .sortBy(desc("number"))
                .using(Execution.builder().report(reports::add).build());
        MemoryProfile profile = MemoryProfile.record(sorted::count);
        assertThat(profile.peak()).isEqualTo(reports.get(0).peakMemory()).isPositive();
        assertThat(profile.requireNothingLeft().growth().entries()).isEmpty();
        assertThat(profile.time()).isPositive();
        assertThatThrownBy(() -> profile.requireAtMost(profile.peak() - 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("held " + profile.peak() + " bytes off the heap at a time, and may hold "
                        + (profile.peak() - 1));
        profile.requireAtMost(profile.peak());
    }

    @Test
    void recordingsWithinRecordingsCountForThemselves() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED)) {
            long[] inner = new long[1];
            MemoryProfile outer = MemoryProfile.record(() -> {
                try (OffHeapBuffer held = pool.allocate(10_000, "outer")) {
                    inner[0] = MemoryProfile.record(
                                    () -> pool.allocate(1000, "inner").close())
                            .peak();
                    assertThat(held.capacity()).isEqualTo(10_000);
                }
            });
            assertThat(inner[0]).isEqualTo(OffHeapBuffer.allocatedSize(1000));
            assertThat(outer.peak()).isEqualTo(inner[0] + OffHeapBuffer.allocatedSize(10_000));
        }
    }

    @Test
    void whatBeginsAndEndsElsewhereIsRecordedToo() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED)) {
            MemoryProfile.Recording recording = MemoryProfile.start();
            OffHeapBuffer held = pool.allocate(1000, "held");
            MemoryProfile profile = recording.stop();
            assertThat(profile.peak()).isEqualTo(held.allocatedBytes());
            held.close();
            assertThat(profile.growth().bytes()).isEqualTo(profile.peak());
            assertThat(recording.stop()).isSameAs(profile);
        }
    }

    @Test
    void whatIsLeftIsListed() {
        List<Row> rows = List.of(new Row(1));
        List<Table> tables = new ArrayList<>();
        MemoryProfile profile = MemoryProfile.record(() -> tables.add(
                Pipeline.from(rows, Row.class).filter(col("number").gt(0)).collect()));
        try (Table table = tables.get(0)) {
            assertThat(profile.growth().bytes()).isEqualTo(table.memorySize().total());
            assertThatThrownBy(profile::requireNothingLeft)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("has not given back", "collect");
        }
    }

    @Test
    void whatTheCodeThrowsComesOutAndEndsTheRecording() {
        assertThatThrownBy(() -> MemoryProfile.record(() -> {
                    throw new IllegalStateException("the code");
                }))
                .hasMessage("the code");
        assertThat(MemoryProfile.record(() -> {}).peak()).isZero();
    }
}
