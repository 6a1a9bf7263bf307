package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.execution.Execution;
import dev.peristyle.internal.jdk.ThreadCpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {

    /** Works for some milliseconds; returns the processor time that has surely passed. */
    private static long work() {
        long start = ThreadCpu.nanos();
        long passed = 0;
        while (passed < 5_000_000) {
            passed = ThreadCpu.nanos() - start;
        }
        return passed;
    }

    @Test
    void whatIsDoneBeforeTheFirstLapIsOfWhoComesFirst() {
        Execution profiled = Execution.builder().profile(profile -> {}).build();
        try (Run run = new Run(profiled, List.of());
                Clock clock = new Clock(run)) {
            Meter first = new Meter();
            Meter second = new Meter();
            clock.enter();
            long before = work();
            clock.exit();
            clock.enter();
            clock.lap(first);
            long after = work();
            clock.lap(second);
            long last = work();
            clock.exit();
            assertThat(first.cpuNanos).isGreaterThanOrEqualTo(before);
            assertThat(second.cpuNanos).isGreaterThanOrEqualTo(after + last);
        }
    }

    @Test
    void addsItsTimeOnceHoweverOftenItIsClosed() {
        Run run = new Run(Execution.defaults(), List.of());
        Meter meter = new Meter();
        Clock clock = new Clock(run);
        clock.enter();
        clock.lap(meter);
        clock.close();
        clock.close();
        run.close();
        assertThat(run.report().busy().toNanos()).isEqualTo(meter.nanos);
    }
}
