package dev.peristyle;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.architecture.Advice;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error advises to write can be written. */
class AdviceTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("flag", DataType.BOOLEAN)
            .add("text", DataType.STRING)
            .add("count", DataType.INT)
            .add("day", DataType.DATE)
            .add("time", DataType.time(Resolution.MICROS))
            .add("instant", DataType.timestamp(Resolution.MICROS))
            .add("span", DataType.duration(Resolution.MICROS))
            .build();

    @TempDir
    private Path directory;

    private MemoryPool pool;
    private Table table;
    private Pipeline rows;

    @BeforeEach
    void open() {
        pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
        try (ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
            builder.append(fixture.chunk(List.<Object[]>of(new Object[] {true, "comment 1", 1, 1, 1L, 1L, 1L})));
            table = builder.build();
        }
        rows = Pipeline.from(table);
    }

    @AfterEach
    void close() {
        table.close();
        pool.close();
    }

    private void compiles(String advice, String scope, String prefix, ThrowingCallable misuse) {
        Advice.compiles(misuse, advice, scope, prefix, directory);
    }

    @Test
    void adviceOnAggregatesCompiles() {
        compiles(
                "when(condition).then(1).otherwise(0)",
                "Expression condition",
                "",
                () -> rows.aggregate(sum(col("flag"))));
        compiles("count()", "", "", rows::aggregate);
        compiles("distinct()", "Pipeline rows", "rows.", rows::aggregate);
    }

    @Test
    void adviceOnPipelinesCompiles() {
        compiles("asc(\"name\")", "", "", rows::sortBy);
        compiles(".gt(0)", "Expression condition", "condition", () -> rows.filter(col("count")));
        compiles(".isNotNull()", "Expression condition", "condition", () -> rows.filter(col("count")));
        compiles(
                "with(name, cast)",
                "Pipeline rows, String name, Expression cast",
                "rows.",
                () -> Pipeline.concat(rows, rows.drop("flag")));
    }

    @Test
    void adviceOnNullsCompiles() {
        compiles("lit(null)", "", "", () -> col("count").eq(null));
        compiles("isNull()", "Expression value", "value.", () -> col("count").eq(null));
        compiles("lit(null).cast(type)", "DataType type", "", () -> rows.with("nothing", lit(null)));
    }

    @Test
    void aFailedCastAdvisesWhatDoesNotFail() {
        assertThat(catchThrowable(
                        () -> rows.filter(col("text").cast(DataType.INT).gt(0)).count()))
                .hasMessageContaining("use tryCast to get null instead");
        assertThat(rows.filter(col("text").tryCast(DataType.INT).isNull()).count())
                .isEqualTo(1);
    }

    @Test
    void textsThatAreAdvisedBesideATypeAreRead() {
        Pattern example = Pattern.compile("write a value such as (.*)$");
        for (String column : List.of("day", "time", "instant", "span")) {
            Throwable error = catchThrowable(() -> rows.filter(col(column).eq("nonsense")));
            Matcher advice = example.matcher(error.getMessage());
            assertThat(advice.find()).as("advice of %s", error).isTrue();
            assertThat(rows.filter(col(column).eq(advice.group(1))).count()).isZero();
        }
    }

    @Test
    void messagesCallNoMethodThatDoesNotExist() {
        assertThat(Advice.unknownCalls(Path.of("src/main/java"), Pipeline.class))
                .isEmpty();
    }
}
