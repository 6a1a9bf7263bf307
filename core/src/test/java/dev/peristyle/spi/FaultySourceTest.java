package dev.peristyle.spi;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.countDistinct;
import static dev.peristyle.Aggregates.last;
import static dev.peristyle.Aggregates.median;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of sources and operators, each with each: a source that does not do what it says is an error that names it, on any number of threads. */
@Timeout(600)
class FaultySourceTest {

    /** A way to run all of a pipeline. */
    private record Run(String name, Consumer<Pipeline> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> runs() {
        List<Run> runs = List.of(
                new Run("rows", pipeline -> pipeline.forEach(row -> row.getLong("id"))),
                new Run(
                        "groups",
                        pipeline -> pipeline.groupBy("name")
                                .aggregate(sum(col("id")).as("sum"))
                                .forEach(row -> row.getLong("sum"))),
                new Run("table", pipeline -> {
                    try (Table table = pipeline.collect()) {
                        table.rowCount();
                    }
                }),
                rowsOf(
                        "filter and column",
                        pipeline -> pipeline.filter(col("name").ne("eight"))
                                .with("more", col("id").plus(1))),
                rowsOf("distinct", Pipeline::distinct),
                rowsOf("sort", pipeline -> pipeline.sortBy(desc("name"))),
                rowsOf("first of a sort", pipeline -> pipeline.sortBy(asc("id")).limit(2)),
                rowsOf(
                        "aggregates that hold values",
                        pipeline -> pipeline.groupBy("id")
                                .aggregate(
                                        median(col("id")).as("median"),
                                        countDistinct(col("name")).as("names"),
                                        last(col("name")).as("last"))),
                rowsOf("concat", pipeline -> Pipeline.concat(pipeline, pipeline)),
                rowsOf("join", pipeline -> pipeline.join(pipeline.rename("name", "other"), on("id"))),
                rowsOf(
                        "outer join",
                        pipeline -> pipeline.join(
                                pipeline.rename("name", "other"),
                                JoinKind.FULL,
                                on("id").where(col("name").ne(col("other"))))),
                rowsOf(
                        "right side of a semi join",
                        pipeline -> Pipeline.from(new FaultySource()).join(pipeline, JoinKind.SEMI, on("name", "id"))),
                rowsOf(
                        "group of a join of groups",
                        pipeline -> pipeline.groupBy("id", "name")
                                .aggregate(count().as("n"))
                                .join(pipeline.rename("name", "other"), on("id"))
                                .groupBy("other")
                                .aggregate(sum(col("id")).as("id"))));
        return runs.stream().flatMap(run -> Stream.of(1, 2, 8).map(threads -> Arguments.of(run, threads)));
    }

    private static Run rowsOf(String name, UnaryOperator<Pipeline> steps) {
        return new Run(name, pipeline -> steps.apply(pipeline).forEach(row -> row.isNull("id")));
    }

    private static void run(Source source, Run run, int threads) {
        run.run()
                .accept(Pipeline.from(source)
                        .using(Execution.builder()
                                .threads(threads)
                                .traceAllocations(true)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void oneThatIsRightIsNoError(Run run, int threads) {
        FaultySource source = new FaultySource();
        run(source, run, threads);
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aColumnOfAnotherTypeThanTheSchemaSaysIsAnErrorThatNamesBoth(Run run, int threads) {
        FaultySource source = new FaultySource() {
            @Override
            public Scan open(ScanRequest request, RunContext context) {
                open.incrementAndGet();
                return new FaultyScan(SCHEMA.select(request.columns())) {
                    @Override
                    public MorselReader reader(MemoryPool pool) {
                        open.incrementAndGet();
                        Schema.Builder other = Schema.builder();
                        schema().fields()
                                .forEach(field -> other.add(
                                        field.name(), field.name().equals("id") ? DataType.INT : field.type()));
                        return new FaultyReader(other.build(), pool);
                    }
                };
            }
        };
        assertThatThrownBy(() -> run(source, run, threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column 'id' of source 'faulty rows' is delivered as int")
                .hasMessageContaining("its schema says long")
                .hasNoSuppressedExceptions();
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aScanWithOtherColumnsThanTheSourceIsAnError(Run run, int threads) {
        FaultySource source = new FaultySource() {
            @Override
            public Scan open(ScanRequest request, RunContext context) {
                open.incrementAndGet();
                return new FaultyScan(Schema.builder().add("id", DataType.INT).build());
            }
        };
        assertThatThrownBy(() -> run(source, run, threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("source 'faulty rows' was asked for")
                .hasMessageContaining("its scan has (id int)");
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void impossibleNumbersAreErrorsThatNameTheSource(Run run, int threads) {
        for (int kind = 0; kind < 2; kind++) {
            boolean bytes = kind == 0;
            FaultySource source = new FaultySource() {
                @Override
                public Scan open(ScanRequest request, RunContext context) {
                    open.incrementAndGet();
                    return new FaultyScan(SCHEMA.select(request.columns())) {
                        @Override
                        public long totalBytes() {
                            return bytes ? -5 : 0;
                        }

                        @Override
                        public int maxReaders() {
                            return bytes ? 1 : -1;
                        }
                    };
                }
            };
            assertThatThrownBy(() -> run(source, run, threads))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("source 'faulty rows' says that it has");
            assertThat(source.open).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aChunkThatIsNullIsAnErrorAndNotTheEnd(Run run, int threads) {
        FaultySource source = withReader((schema, pool, each) -> each.new FaultyReader(schema, pool) {
            @Override
            public Chunk chunk() {
                return null;
            }
        });
        assertThatThrownBy(() -> run(source, run, threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("source 'faulty rows' delivered no chunk");
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void columnsOfDifferentLengthsAreAnErrorThatNamesTheColumn(Run run, int threads) {
        FaultySource source = withReader((schema, pool, each) -> each.new FaultyReader(schema, pool) {
            @Override
            void fill() {
                super.fill();
                if (builder.column(schema.indexOf("id")) instanceof IntegerWriter integers) {
                    integers.add(8);
                }
            }
        });
        assertThatThrownBy(() -> run(source, run, threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column 'id' has 2 rows, but its chunk is to have 1");
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aTextThatIsNowhereIsAnErrorThatNamesTheColumn(Run run, int threads) {
        FaultySource source = withReader((schema, pool, each) -> each.new FaultyReader(schema, pool) {
            private final ColumnBuffer ids = new ColumnBuffer(pool, "raw", DataType.LONG);
            private final ColumnBuffer names = new ColumnBuffer(pool, "raw", DataType.STRING);
            private final ChunkWriter raw = ChunkWriter.over(
                    schema,
                    schema.names().stream()
                            .map(name -> name.equals("id") ? ids : names)
                            .toList());

            @Override
            public Chunk chunk() {
                for (ColumnBuffer buffer : List.of(ids, names)) {
                    buffer.ensureCapacity(1);
                    UnsafeApi.putLong(buffer.valuesAddress(), 0);
                }
                UnsafeApi.putInt(names.lengthsAddress(), 100);
                ids.publish(1, 0);
                names.publish(1, 0);
                raw.publish(1);
                return raw.chunk();
            }

            @Override
            public void close() {
                super.close();
                ids.close();
                names.close();
            }
        });
        assertThatThrownBy(() -> run(source, run, threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column 'name' of source 'faulty rows' has a text of 100 bytes that is nowhere");
        assertThat(source.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aCloseThatThrowsLeavesNothingElseOpen(Run run, int threads) {
        for (boolean scanThrows : new boolean[] {false, true}) {
            AtomicInteger thrown = new AtomicInteger();
            FaultySource source = new FaultySource() {
                @Override
                public Scan open(ScanRequest request, RunContext context) {
                    open.incrementAndGet();
                    return new FaultyScan(SCHEMA.select(request.columns())) {
                        @Override
                        public MorselReader reader(MemoryPool pool) {
                            open.incrementAndGet();
                            return new FaultyReader(schema(), pool) {
                                @Override
                                public void close() {
                                    super.close();
                                    thrown.incrementAndGet();
                                    throw new IllegalArgumentException("reader does not close");
                                }
                            };
                        }

                        @Override
                        public void close() {
                            super.close();
                            if (scanThrows) {
                                thrown.incrementAndGet();
                                throw new IllegalArgumentException("scan does not close");
                            }
                        }
                    };
                }
            };
            assertThatThrownBy(() -> run(source, run, threads))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not close");
            assertThat(source.open).hasValue(0);
            assertThat(thrown).hasPositiveValue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void groupsAreGivenBackWhenClosingTheInputThrows(int threads) {
        FaultySource source = new FaultySource() {
            @Override
            public Scan open(ScanRequest request, RunContext context) {
                open.incrementAndGet();
                return new FaultyScan(SCHEMA.select(request.columns())) {
                    @Override
                    public void close() {
                        super.close();
                        throw new IllegalArgumentException("scan does not close");
                    }
                };
            }
        };
        Pipeline groups = Pipeline.from(source)
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build())
                .groupBy("name", "id")
                .aggregate(
                        sum(col("id")).as("sum"),
                        countDistinct(col("name")).as("names"),
                        median(col("id")).as("median"));
        // memory that is held when the pool of the run is closed would be suppressed in it
        assertThatThrownBy(() -> groups.forEach(row -> row.getLong("sum")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scan does not close")
                .hasNoSuppressedExceptions();
        assertThat(source.open).hasValue(0);
    }

    @Test
    void theFirstExceptionComesOutWithThoseOfClosingSuppressedInIt() {
        FaultySource source = withReader((schema, pool, each) -> each.new FaultyReader(schema, pool) {
            @Override
            void fill() {
                throw new IllegalStateException("first");
            }

            @Override
            public void close() {
                super.close();
                throw new IllegalArgumentException("second");
            }
        });
        assertThatThrownBy(() -> Pipeline.from(source)
                        .using(Execution.builder().threads(1).build())
                        .count())
                .hasMessage("first")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).anyMatch(later -> "second".equals(later.getMessage())));
        assertThat(source.open).hasValue(0);
    }

    /** Makes a reader of a faulty kind. */
    private interface ReaderMaker {
        MorselReader make(Schema schema, MemoryPool pool, FaultySource source);
    }

    private static FaultySource withReader(ReaderMaker maker) {
        return new FaultySource() {
            @Override
            public Scan open(ScanRequest request, RunContext context) {
                open.incrementAndGet();
                return new FaultyScan(SCHEMA.select(request.columns())) {
                    @Override
                    public MorselReader reader(MemoryPool pool) {
                        open.incrementAndGet();
                        return maker.make(schema(), pool, (FaultySource) source());
                    }
                };
            }

            private Source source() {
                return this;
            }
        };
    }
}
