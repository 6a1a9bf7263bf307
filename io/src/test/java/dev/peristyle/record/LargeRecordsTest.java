package dev.peristyle.record;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file with holes and far more records than the memory has room for. {@code -Dperistyle.test.records=1000000000} reads the billion
 * that the build only counts.
 */
@Timeout(1200)
class LargeRecordsTest {

    private static final long COUNTED = 1_000_000_000L;
    private static final long READ = Long.getLong("peristyle.test.records", 4_000_000L);
    private static final long LIMIT = 16 << 20;

    private static final RecordLayout LAYOUT = RecordLayout.builder()
            .headerLength(4)
            .field("id", FieldType.int64())
            .field("value", FieldType.int32())
            .skip(4)
            .build();

    @TempDir
    private Path directory;

    private Path file(long records) throws IOException {
        Path file = directory.resolve("sparse.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(4 + 16 * records);
            for (long record : new long[] {0, records / 2, records - 1}) {
                sparse.seek(4 + 16 * record);
                sparse.writeLong(Long.reverseBytes(record));
                sparse.writeInt(Integer.reverseBytes(7));
            }
        }
        return file;
    }

    @Test
    void isCountedWithoutBeingReadAndReadNoFurtherThanNeeded() throws IOException {
        Pipeline scan = BinaryRecords.scan(file(COUNTED), LAYOUT);
        assertThat(scan.count()).isEqualTo(COUNTED);
        List<Long> first = new ArrayList<>();
        try (RowCursor row = scan.limit(2).rows()) {
            while (row.next()) {
                first.add(row.getLong("id"));
            }
        }
        assertThat(first).containsExactly(0L, 0L);
    }

    @Test
    void isReadInFixedMemory() throws IOException {
        List<RunReport> reports = new ArrayList<>();
        Execution execution = Execution.builder()
                .memoryLimit(LIMIT)
                .threads(2)
                .report(reports::add)
                .build();
        Pipeline scan = BinaryRecords.scan(file(READ), LAYOUT).using(execution);
        try (RowCursor row = scan.filter(col("value").eq(7)).rows()) {
            for (long expected : new long[] {0, READ / 2, READ - 1}) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong("id")).isEqualTo(expected);
            }
            assertThat(row.next()).isFalse();
        }
        try (RowCursor row =
                scan.aggregate(sum(col("value")).as("sum"), count().as("n")).rows()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong("sum")).isEqualTo(21);
            assertThat(row.getLong("n")).isEqualTo(READ);
        }
        assertThat(reports).allSatisfy(report -> assertThat(report.peakMemory()).isLessThan(LIMIT));
    }
}
