package dev.peristyle.execution;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.mapLong;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunProfileTest {

    private static final int ROWS = 300_000;

    /** Twenty times the first interval between samples. */
    private static final long SEEN_NANOS = 200_000_000;

    private static final long LIMIT = Execution.megabytes(128);

    private static Table lines;

    private final List<RunReport> reports = new ArrayList<>();
    private final List<RunProfile> profiles = new ArrayList<>();

    @BeforeAll
    static void makeLines() {
        lines = Numbers.table(ROWS);
    }

    @AfterAll
    static void closeLines() {
        lines.close();
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("peristyle-profile");
    }

    private Pipeline lines(int threads) {
        return Pipeline.from(lines)
                .using(Execution.builder()
                        .threads(threads)
                        .memoryLimit(LIMIT)
                        .report(reports::add)
                        .profile(profiles::add)
                        .build());
    }

    private Pipeline manyGroups(int threads) {
        return grouped(lines(threads), col("number"));
    }

    private static Pipeline grouped(Pipeline lines, Expression number) {
        return lines.with("key", number.modulo(60_000))
                .groupBy("key")
                .aggregate(count().as("rows"), sum(col("share")).as("share"))
                .sortBy(desc("key"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void samplesTellWhoHeldMemoryAndWhoWorked(int threads) {
        // a run must last for samples to be taken while groups are held, however fast it is
        LongUnaryOperator waits = number -> {
            if (number == ROWS - 1) {
                LockSupport.parkNanos(SEEN_NANOS);
            }
            return number;
        };
        grouped(lines(threads), mapLong(col("number"), waits)).collect().close();
        assertThat(profiles).hasSize(1);
        RunProfile profile = profiles.get(0);
        RunReport report = profile.report();
        assertThat(report).isSameAs(reports.get(0));
        assertThat(profile.memoryLimit()).isEqualTo(LIMIT);
        assertThat(profile.owners())
                .anySatisfy(owner -> assertThat(owner.step()).contains("groupBy"))
                .allSatisfy(owner -> assertThat(owner.peak()).isPositive());
        List<ProfileSample> samples = profile.samples();
        assertThat(samples).extracting(ProfileSample::time).isSorted().doesNotHaveDuplicates();
        assertThat(samples.get(0).rowsRead()).isZero();
        assertThat(samples.get(0).used()).isZero();
        ProfileSample last = samples.get(samples.size() - 1);
        assertThat(last.rowsRead()).isEqualTo(ROWS).isEqualTo(report.rowsRead());
        assertThat(last.chunks()).isPositive();
        assertThat(last.time()).isLessThanOrEqualTo(report.elapsed());
        assertThat(profile.peak().used()).isPositive();
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.used()).isLessThanOrEqualTo(LIMIT);
            assertThat(sample.heapUsed()).isBetween(1L, sample.heapTouched());
            assertThat(sample.heapTouched()).isLessThanOrEqualTo(sample.heapCommitted());
        });
        // the last sample is taken when all work is done
        long[][] work = Activity.of(profile);
        for (int step = 0; step < work.length; step++) {
            int number = profile.steps().get(step).number();
            OperatorReport operator = report.operators().get(number - 1);
            assertThat(Arrays.stream(work[step]).sum())
                    .isEqualTo(operator.time().toNanos());
            assertThat(profile.steps().get(step).cpuTime()).isPositive();
        }
    }

    @Test
    void whoHoldsMemoryAtThePeakIsSeenInARunThatLasts() {
        try (RowCursor row = manyGroups(1).rows()) {
            assertThat(row.next()).isTrue();
            // what waits for its reader holds what it holds
            long until = System.nanoTime() + SEEN_NANOS;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
        RunProfile profile = profiles.get(0);
        assertThat(profile.report().completed()).isFalse();
        assertThat(profile.samples()).hasSizeGreaterThan(3);
        ProfileSample peak = profile.peak();
        assertThat(peak.used())
                .isEqualTo(peak.held().stream().mapToLong(Long::longValue).sum())
                .isLessThanOrEqualTo(profile.report().peakMemory());
    }

    @Test
    void aRunThatFailsHasAProfile() {
        Pipeline pipeline = lines(2).using(Execution.builder()
                .threads(2)
                .memoryLimit(200_000)
                .profile(profiles::add)
                .build());
        assertThatThrownBy(() -> pipeline.collect().close()).hasMessageContaining("collect");
        assertThat(profiles).hasSize(1);
        assertThat(profiles.get(0).report().completed()).isFalse();
    }

    @Test
    void whatTheListenerThrowsComesOutOfTheEnd() {
        Pipeline pipeline = Pipeline.from(lines)
                .using(Execution.builder()
                        .profile(profile -> {
                            throw new IllegalStateException("the listener");
                        })
                        .build());
        assertThatThrownBy(pipeline::count).hasMessage("the listener");
    }

    @Test
    void workThatIsToldLateIsPutWhereItWasDone() {
        // a sort of 25 ms that is told at its end, after 10 ms of a scan
        long[][] work = Activity.of(profile(
                List.of(sample(10, 10, 0), sample(20, 10, 0), sample(30, 10, 0), sample(40, 15, 25)),
                List.of(new ProfileStep(1, Duration.ZERO), new ProfileStep(2, Duration.ZERO))));
        assertThat(work[0]).containsExactly(millis(10), 0, 0, millis(5));
        assertThat(work[1]).containsExactly(0, millis(10), millis(10), millis(5));
    }

    @Test
    void aRunThatWasStartedAgainCountsAnew() {
        long[][] work = Activity.of(profile(
                List.of(sample(10, 10), sample(20, 2), sample(30, 12)), List.of(new ProfileStep(1, Duration.ZERO))));
        assertThat(work[0]).containsExactly(millis(10), 0, millis(10));
    }

    @Test
    void textsInJsonAreEscaped() {
        RunReport report = report(List.of(new OperatorReport(
                1,
                "scan",
                "scan </script> \"a\\b\"\n\u2028\ud83d\ude00é",
                List.of(),
                1,
                1,
                8,
                Duration.ZERO,
                0,
                0,
                0,
                Duration.ZERO,
                Map.of())));
        String json = new RunProfile(report, 1, 1, Duration.ZERO, List.of(), List.of(), List.of(sample(1))).toJson();
        assertThat(json)
                .startsWith("{\"format\":\"peristyle-profile\",\"version\":1,\"runs\":[{")
                .contains("\"text\":\"scan \\u003c/script> \\\"a\\\\b\\\"\\u000a\\u2028\\ud83d\\ude00é\"");
    }

    private static RunProfile profile(List<ProfileSample> samples, List<ProfileStep> steps) {
        return new RunProfile(report(List.of()), 1, 1, Duration.ofMillis(10), List.of(), steps, samples);
    }

    private static RunReport report(List<OperatorReport> operators) {
        return new RunReport(operators, true, 1, Duration.ofMillis(40), Duration.ofMillis(40), 1, 1, 1, 0);
    }

    private static ProfileSample sample(long millis, long... workingMillis) {
        List<Long> working = new ArrayList<>();
        for (long each : workingMillis) {
            working.add(millis(each));
        }
        return new ProfileSample(
                Duration.ofMillis(millis), List.of(), -1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, Duration.ZERO, working);
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
