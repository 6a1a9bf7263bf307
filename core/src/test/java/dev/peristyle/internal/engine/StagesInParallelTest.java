package dev.peristyle.internal.engine;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes after groups, sorts, limits and concatenations: the same rows in the same order with any number of threads. */
@Timeout(600)
class StagesInParallelTest {

    private static final List<UnaryOperator<Pipeline>> SHAPES = List.of(
            rows -> rows.groupBy("id")
                    .aggregate(count().as("n"))
                    .with("more", col("id").plus(col("n"))),
            rows -> rows.with("rest", col("id").modulo(97))
                    .groupBy("rest")
                    .aggregate(sum(col("id")).as("sum"))
                    .with("more", col("sum").plus(1))
                    .sortBy(desc("more"))
                    .with("last", col("more").minus(col("rest"))),
            rows -> rows.sortBy(desc("id"))
                    .with("more", col("id").plus(1))
                    .limit(333)
                    .with("last", col("more").times(2)),
            rows -> rows.limit(400)
                    .with("more", col("id").plus(1))
                    .groupBy("text")
                    .aggregate(sum(col("more")).as("sum")),
            rows -> Pipeline.concat(rows, rows.limit(10), rows.sortBy(asc("text")))
                    .with("more", col("id").times(3)),
            rows -> Pipeline.concat(rows.distinct(), rows)
                    .distinct()
                    .groupBy("text")
                    .aggregate(count().as("n")),
            rows -> rows.sortBy(desc("text")).sortBy(asc("id")).select("id"));

    static Stream<Arguments> threadsAndShapes() {
        return Stream.of(2, 3, 8)
                .flatMap(threads -> IntStream.range(0, SHAPES.size()).mapToObj(shape -> Arguments.of(threads, shape)));
    }

    private static List<String> rows(int threads, int shape) {
        NumberedRows source = new NumberedRows(13, 50, 8);
        source.shifted = true;
        Pipeline pipeline = SHAPES.get(shape)
                .apply(Pipeline.from(source)
                        .using(Execution.builder().threads(threads).build()));
        List<String> rows = new ArrayList<>();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < row.schema().size(); column++) {
                values.add(row.isNull(column) ? null : row.get(column));
            }
            rows.add(values.toString());
        });
        assertThat(pipeline.count()).isEqualTo(rows.size());
        assertThat(pipeline.write(new TrappedSink(new Trap(null, Integer.MAX_VALUE))))
                .isEqualTo(rows.size());
        pipeline.collect().close();
        assertThat(source.openReaders).hasValue(0);
        assertThat(source.openScans).hasValue(0);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("threadsAndShapes")
    void anyNumberOfThreadsGivesTheSameRows(int threads, int shape) {
        assertThat(rows(threads, shape)).isNotEmpty().isEqualTo(rows(1, shape));
    }

    @Test
    void tenThousandStepsRun() {
        Pipeline pipeline = Pipeline.from(new NumberedRows(2, 10, 8));
        for (int step = 0; step < 10_000; step++) {
            pipeline = pipeline.rename(step % 2 == 0 ? "id" : "di", step % 2 == 0 ? "di" : "id");
        }
        List<Long> ids = new ArrayList<>();
        pipeline.forEach(row -> ids.add(row.getLong("id")));
        assertThat(ids).hasSize(20).startsWith(0L, 1L).endsWith(19L);
    }
}
