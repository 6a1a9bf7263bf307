package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.memoized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A condition that remembers, where sources apply it. */
class MemoizedConditionTest {

    private static final int ROWS = 5_000;

    @Test
    void isCountedWhereSourcesApplyIt(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("cities.csv");
        Files.writeString(
                csv,
                IntStream.range(0, ROWS)
                        .mapToObj(id -> id + ",city " + id % 50)
                        .collect(Collectors.joining("\n", "id,city\n", "\n")));
        Path columns = directory.resolve("cities.arrow");
        Csv.scan(csv).write(ColumnFile.to(columns));
        Expression condition = memoized(col("city").text().mapToBoolean(city -> city.charAt(5) == '1'), 1 << 16);
        for (Pipeline cities : List.of(Csv.scan(csv), ColumnFile.scan(columns))) {
            AtomicReference<RunReport> report = new AtomicReference<>();
            long chosen = cities.filter(condition)
                    .using(Execution.builder().report(report::set).build())
                    .count();
            // of 50 cities 1 and 10 to 19
            assertThat(chosen).isEqualTo(ROWS / 50 * 11);
            assertThat(report.get().counts())
                    .containsEntry(RunReport.MEMOIZED_COMPUTED, 50L)
                    .containsEntry(RunReport.MEMOIZED_FOUND, ROWS - 50L);
        }
    }
}
