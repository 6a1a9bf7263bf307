package dev.peristyle;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.column.TableColumn;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables through whole pipelines: read again, sorted, collected, and as records. */
class TablePipelineTest {

    private static final int ROWS = 150_000;

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("rank", DataType.INT)
            .add("name", DataType.STRING)
            .build();

    private MemoryPool pool;
    private Table table;

    record Named(long id, OptionalInt rank, String name) {}

    @BeforeEach
    void open() {
        pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(new Object[] {(long) row, row % 10 == 0 ? null : row % 7, "name " + row % 1000});
        }
        try (ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
            builder.append(fixture.chunk(rows));
            table = builder.build();
        }
    }

    @AfterEach
    void close() {
        table.close();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCollectedTableIsTheSameRows(int threads) {
        Execution execution = Execution.builder().threads(threads).build();
        try (Table again = Pipeline.from(table).using(execution).collect()) {
            assertThat(again.rowCount()).isEqualTo(ROWS);
            TableColumn id = again.column("id");
            assertThat(LongStream.range(0, ROWS)).allMatch(row -> id.getLong(row) == row);
            assertThat(again.column("name").getString(ROWS - 1)).isEqualTo("name 999");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aggregatesOnlyTheRowsOfACondition(int threads) {
        Pipeline pipeline = Pipeline.from(table)
                .using(Execution.builder().threads(threads).build())
                .aggregate(
                        Aggregates.count(),
                        Aggregates.count().where(col("rank").eq(3)),
                        Aggregates.sum(col("id")).where(col("id").lt(10)).as("few"),
                        Aggregates.quantile(col("id"), 0.25).where(col("id").le(4)),
                        Aggregates.min(col("id")).where(col("id").lt(0)).as("none"));
        long threes = LongStream.range(0, ROWS)
                .filter(row -> row % 10 != 0 && row % 7 == 3)
                .count();
        try (Table all = pipeline.collect()) {
            assertThat(all.schema().names())
                    .containsExactly(
                            "count", "count where rank = 3", "few", "quantile(id, 0.25) where id <= 4", "none");
            assertThat(all.column("count").getLong(0)).isEqualTo(ROWS);
            assertThat(all.column("count where rank = 3").getLong(0)).isEqualTo(threes);
            assertThat(all.column("few").getLong(0)).isEqualTo(45);
            assertThat(all.column("quantile(id, 0.25) where id <= 4").getDouble(0))
                    .isEqualTo(1.0);
            assertThat(all.column("none").isNull(0)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sortsWithNullsLastAndKeepsTheFirst(int threads) {
        Execution execution = Execution.builder().threads(threads).build();
        Pipeline sorted = Pipeline.from(table).using(execution).sortBy(desc("rank"), asc("name"));
        try (Table all = sorted.collect();
                Table first = sorted.limit(3).collect()) {
            try (Table begin = all.slice(0, 3)) {
                assertThat(first).hasToString(begin.toString());
            }
            assertThat(first.column("rank").getInt(0)).isEqualTo(6);
            assertThat(first.column("name").getString(0)).isEqualTo("name 1");
            assertThat(first.column("id").getLong(0)).isEqualTo(2001);
            assertThat(all.column("rank").isNull(ROWS - 1)).isTrue();
            assertThat(all.column("rank").isNull(0)).isFalse();
        }
        try (Table nullsFirst =
                Pipeline.from(table).sortBy(desc("rank").nullsFirst()).limit(1).collect()) {
            assertThat(nullsFirst.column("id").getLong(0)).isZero();
        }
    }

    @Test
    void streamsTheFirstRecords() {
        try (Stream<Named> rows = Pipeline.from(table).stream(Named.class)) {
            assertThat(rows.limit(2).toList())
                    .containsExactly(
                            new Named(0, OptionalInt.empty(), "name 0"), new Named(1, OptionalInt.of(1), "name 1"));
        }
    }

    @Test
    void streamsAllRecords() {
        assertThat(Pipeline.from(table).stream(Named.class).mapToLong(Named::id).sum())
                .isEqualTo((long) ROWS * (ROWS - 1) / 2);
        try (Stream<Named> rows = Pipeline.from(table).stream(Named.class)) {
            assertThat(rows.parallel().filter(row -> row.rank().isEmpty()).count())
                    .isEqualTo(ROWS / 10);
        }
    }

    @Test
    void refusesARecordThatDoesNotFitBeforeAnythingRuns() {
        Pipeline renamed = Pipeline.from(table).rename("rank", "position");
        assertThatThrownBy(() -> renamed.stream(Named.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Named", "'rank'");
    }

    @Test
    void whatDoesNotFitNamesOperatorAndSetting() {
        Execution small =
                Execution.builder().memoryLimit(Execution.megabytes(2)).build();
        Pipeline pipeline = Pipeline.from(table).using(small);
        assertThatThrownBy(pipeline::collect)
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContainingAll("collect", "2097152", "Execution.memoryLimit");
        assertThatThrownBy(() -> pipeline.sortBy(asc("name")).collect())
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContainingAll("sortBy", "2097152", "Execution.memoryLimit");
        // nobody asks for the aggregate, but what is to be changed is still a groupBy
        assertThatThrownBy(
                        () -> pipeline.groupBy("id").aggregate(max(col("rank"))).count())
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContainingAll("groupBy holds", "limit", "Execution.memoryLimit");
        assertThatThrownBy(() -> pipeline.select("id").distinct().count())
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContainingAll("distinct holds", "limit", "Execution.memoryLimit");
    }
}
