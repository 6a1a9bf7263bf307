package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.benchmarks.data.Shape;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Param;

/** Every benchmark of a whole job once with each of its contenders: the body runs and gives the expected answer. */
class BenchmarkBodiesTest {
    @TempDir
    private Path directory;

    private final LineitemJobsBenchmark lineitem = new LineitemJobsBenchmark();

    @TestFactory
    Stream<DynamicTest> count() {
        return contenders(LineitemJobsBenchmark.Count::new, (state, name) -> state.contender = name, lineitem::count);
    }

    @TestFactory
    Stream<DynamicTest> allColumns() {
        return contenders(
                LineitemJobsBenchmark.AllColumns::new, (state, name) -> state.contender = name, lineitem::allColumns);
    }

    @TestFactory
    Stream<DynamicTest> query1() {
        return contenders(LineitemJobsBenchmark.Query1::new, (state, name) -> state.contender = name, lineitem::query1);
    }

    @TestFactory
    Stream<DynamicTest> query6() {
        return contenders(LineitemJobsBenchmark.Query6::new, (state, name) -> state.contender = name, lineitem::query6);
    }

    @TestFactory
    Stream<DynamicTest> etl() {
        return contenders(LineitemJobsBenchmark.Etl::new, (state, name) -> state.contender = name, lineitem::etl);
    }

    @TestFactory
    Stream<DynamicTest> measurements() {
        return contenders(
                MeasurementsBenchmark.Measurements::new,
                (state, name) -> state.contender = name,
                new MeasurementsBenchmark()::measurements);
    }

    @TestFactory
    Stream<DynamicTest> small() {
        return contenders(
                SmallInputBenchmark.Small::new,
                (state, name) -> state.contender = name,
                (state, read) -> new SmallInputBenchmark().small(state));
    }

    @TestFactory
    Stream<DynamicTest> shapes() {
        return Stream.of(Shape.values())
                .flatMap(shape -> contenders(
                        () -> {
                            ShapesBenchmark.Shapes state = new ShapesBenchmark.Shapes();
                            state.shape = shape;
                            return state;
                        },
                        (state, name) -> state.contender = name,
                        new ShapesBenchmark()::shapes));
    }

    /** DuckDB's answer is what all others must give; that it is right is {@code ContendersTest}'s matter. */
    private <S extends JobState> Stream<DynamicTest> contenders(Supplier<S> states, Chooser<S> chooser, Body<S> body) {
        return names(states.get().getClass()).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    S state = states.get();
                    chooser.choose(state, name);
                    state.open();
                    try {
                        JobState.Read read = new JobState.Read();
                        Answer answer = body.run(state, read);
                        if (!(state instanceof SmallInputBenchmark.Small)) {
                            assertThat(read.bytes).isEqualTo(Files.size(state.input()));
                        }
                        assertThat(answer.matches(expected(state, name)))
                                .as(answer.toString())
                                .isTrue();
                    } finally {
                        state.close();
                    }
                }));
    }

    private Answer expected(JobState state, String name) throws Exception {
        Job job;
        try (Contender contender = Contenders.open(name, 1)) {
            job = state.job(contender);
        }
        try (Contender reference = Contenders.open(job == Job.STRINGS ? "fastcsv" : "duckdb", 1)) {
            return reference.run(job, state.input(), directory.resolve("expected.csv"));
        }
    }

    private static List<String> names(Class<?> state) {
        try {
            return List.of(
                    state.getField("contender").getAnnotation(Param.class).value());
        } catch (NoSuchFieldException e) {
            throw new AssertionError(state + " has no contenders", e);
        }
    }

    private interface Chooser<S> {
        void choose(S state, String name);
    }

    private interface Body<S> {
        Answer run(S state, JobState.Read read) throws Exception;
    }
}
