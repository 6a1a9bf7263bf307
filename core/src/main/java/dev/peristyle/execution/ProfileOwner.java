package dev.peristyle.execution;

import java.util.Objects;

/**
 * One that held memory in a run that was profiled.
 *
 * @param operator the number of its step; 0 for what belongs to the run as a whole, such as chunks on their way between threads
 * @param step the number and the name of the step, as in {@code "3 groupBy"}
 * @param name what it held, as its allocations name it: {@code "keys of groups"}, {@code "column name"}
 * @param peak the most bytes that were seen in a sample; the most at any moment is in the report, by step
 */
public record ProfileOwner(int operator, String step, String name, long peak) {

    /**
     * Names one that held memory.
     *
     * @param operator the number of its step; 0 for what belongs to the run as a whole
     * @param step the number and the name of the step
     * @param name what it held
     * @param peak the most bytes that were seen
     */
    public ProfileOwner {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(name, "name");
    }
}
