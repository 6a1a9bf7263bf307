package dev.peristyle;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.architecture.NullArguments;
import dev.peristyle.array.ByteArray;
import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.FloatArray;
import dev.peristyle.array.IntArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.array.ShortArray;
import dev.peristyle.collection.OffHeapList;
import dev.peristyle.collection.OffHeapMap;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.execution.ProfileSample;
import dev.peristyle.execution.RunProfile;
import dev.peristyle.execution.RunReport;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.memory.MemorySnapshot;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.Statistics;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** An argument that must not be null is named by the error. */
class NullArgumentsTest {

    private static final Schema SCHEMA = Schema.of(
            new Field("name", DataType.STRING),
            new Field("count", DataType.LONG),
            new Field("price", DataType.decimal(10, 2)),
            new Field("day", DataType.DATE));

    record Named(String name) {}

    private static RunProfile profile() {
        return new RunProfile(
                new RunReport(List.of(), true, 1, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0),
                1,
                1,
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(new ProfileSample(
                        Duration.ZERO, List.of(), -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of())));
    }

    @Test
    void everyMethodNamesTheArgumentThatIsNull() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                ChunkBuilder rows = new ChunkBuilder(SCHEMA, 10, pool, "test");
                LongArray longs = LongArray.allocate(pool, 1);
                IntArray ints = IntArray.allocate(pool, 1);
                ShortArray shorts = ShortArray.allocate(pool, 1);
                ByteArray bytes = ByteArray.allocate(pool, 1);
                OffHeapList<Named> list = OffHeapList.of(Named.class, pool);
                OffHeapMap<String, Named> map = OffHeapMap.of(String.class, Named.class, pool);
                DoubleArray doubles = DoubleArray.allocate(pool, 1);
                FloatArray floats = FloatArray.allocate(pool, 1)) {
            Chunk chunk = fixture.chunk(List.<Object[]>of(new Object[] {"a", 1L, 100L, 1}));
            try (Table table = table(pool, chunk);
                    RowCursor cursor = Pipeline.from(table).rows();
                    CachedTable cached = Pipeline.from(table).cache();
                    TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
                cursor.next();
                Pipeline pipeline = Pipeline.from(table);
                assertThat(new NullArguments()
                                .with("name")
                                .with(pool)
                                .with(MemoryPool.builder("test"))
                                .with(SCHEMA)
                                .with(Schema.builder())
                                .with(new Field("name", DataType.STRING))
                                .with(DataType.class, DataType.STRING)
                                .with(col("name"))
                                .with(Object.class, "value")
                                .with(Expressions.when(col("name").isNull()))
                                .with(Expressions.when(col("name").isNull()).then(1))
                                .with(Expressions.match("value"))
                                .with(col("name").math())
                                .with(col("name").time())
                                .with(col("name").text())
                                .with(Expressions.row("value"))
                                .with(Resolution.MILLIS)
                                .with(ChronoUnit.DAYS)
                                .with(Locale.ENGLISH)
                                .with(ZoneId.class, ZoneOffset.UTC)
                                .with(Aggregates.count())
                                .with(SortKey.asc("name"))
                                .with(Records.of(Named.class))
                                .with(JoinOn.on("name"))
                                .with(AsOf.asOf("count", "count"))
                                .with(Window.everything())
                                .with(WindowFunctions.rank())
                                .with(pipeline)
                                .with(pipeline.groupBy("count").pivot("name", List.of("a")))
                                .with(pipeline.groupBy("name"))
                                .with(Execution.defaults())
                                .with(Execution.builder())
                                .with(MemoryBudget.of(1 << 20))
                                .with(MemoryBudget.of(1 << 20).take(1, new CancellationToken()))
                                .with(Duration.ZERO)
                                .with(Appendable.class, new StringBuilder())
                                .with(profile())
                                .with(MemorySnapshot.of(pool))
                                .with(MemorySize.NONE)
                                .with(List.class, List.of())
                                .with(chunk)
                                .with(chunk.column(0))
                                .with(table)
                                .with(table.column(0))
                                .with(cursor)
                                .with(cached)
                                .with(new CancellationToken())
                                .with(builder)
                                .with(rows)
                                .with(rows.column(0))
                                .with(rows.column(1))
                                .with(rows.column(2))
                                .with(rows.column(3))
                                .with(Statistics.unknown())
                                .with(ColumnStatistics.unknown())
                                .with(list)
                                .with(map)
                                .with(Record.class, new Named("a"))
                                .with(longs)
                                .with(ints)
                                .with(shorts)
                                .with(bytes)
                                .with(doubles)
                                .with(floats)
                                // null means something
                                .except(
                                        "Expressions.lit",
                                        "OffHeapList.sort",
                                        "OffHeapMap.get",
                                        "OffHeapMap.containsKey",
                                        "OffHeapMap.remove",
                                        "UserAggregate.init",
                                        "RowOutput.set",
                                        "ColumnStatistics.withRange",
                                        "Bounds.new")
                                // the library calls these, users write them
                                .except(
                                        "GuessingReader.begin",
                                        "Predicate.bounds",
                                        "Predicate.canHold",
                                        "ResumableSink.isReached",
                                        "RunContext.spill",
                                        "Source.support",
                                        "Source.exactStatistics",
                                        "Source.explain")
                                // as in the exceptions of Java
                                .except(
                                        "CancelledException",
                                        "ComputationException",
                                        "DataAccessException",
                                        "MalformedDataException",
                                        "MemoryLimitException",
                                        "PeristyleException")
                                .faults(Pipeline.class))
                        .isEmpty();
            }
        }
    }

    private static Table table(MemoryPool pool, Chunk chunk) {
        try (TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
            builder.append(chunk);
            return builder.build();
        }
    }

    @Test
    void aSettingThatIsNoneIsRefusedWithThoseThatAre() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                Table table = table(pool, fixture.chunk(List.of()))) {
            refused(
                    "peristyle.vectors",
                    "'auto' or 'always'",
                    () -> Pipeline.from(table).count());
            refused("peristyle.memory.trace", "'false' or 'true'", () -> MemoryPool.builder("other"));
        }
    }

    private static void refused(String property, String allowed, Runnable use) {
        String before = System.getProperty(property);
        System.setProperty(property, "sometimes");
        try {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(property)
                    .hasMessageContaining(allowed)
                    .hasMessageContaining("'sometimes'");
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }
}
