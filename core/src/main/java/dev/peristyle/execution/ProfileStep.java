package dev.peristyle.execution;

import java.time.Duration;
import java.util.Objects;

/**
 * A step of a run that was profiled.
 *
 * @param number which one, as in {@link OperatorReport#number()}
 * @param cpuTime the processor time of its threads, beside their time by the clock in {@link OperatorReport#time()}; zero where the
 *     runtime does not tell it
 */
public record ProfileStep(int number, Duration cpuTime) {

    /**
     * Names a step.
     *
     * @param number which one
     * @param cpuTime the processor time of its threads
     */
    public ProfileStep {
        Objects.requireNonNull(cpuTime, "cpuTime");
    }
}
