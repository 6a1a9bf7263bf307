package dev.peristyle.execution;

import dev.peristyle.internal.check.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Where the memory and the time of a run went while it was alive: what {@link Execution.Builder#profile} asks for. Samples are in the
 * order of time, the first one from before any step began, the last one from the end of the run.
 *
 * @param report what the run has done in all
 * @param memoryLimit the most bytes off the heap that it was allowed
 * @param maxHeap the most that the heap may have ({@code -Xmx})
 * @param interval how often it was looked at in the end: 10 ms, doubled each time that there were 1,024 samples
 * @param owners who held memory, in the order in which they were first seen
 * @param steps the steps of which samples tell how long threads worked on them: those that did anything, at most 64
 * @param samples what was seen
 */
public record RunProfile(
        RunReport report,
        long memoryLimit,
        long maxHeap,
        Duration interval,
        List<ProfileOwner> owners,
        List<ProfileStep> steps,
        List<ProfileSample> samples) {

    /**
     * Copies the lists.
     *
     * @param report what the run has done in all
     * @param memoryLimit the most bytes off the heap that it was allowed
     * @param maxHeap the most that the heap may have
     * @param interval how often it was looked at in the end
     * @param owners who held memory
     * @param steps the steps of which samples tell how long threads worked on them
     * @param samples what was seen
     */
    public RunProfile {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(interval, "interval");
        owners = Arguments.list("owners", owners);
        steps = Arguments.list("steps", steps);
        samples = Arguments.list("samples", samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a profile has samples, at least one");
        }
    }

    /**
     * Finds the sample with the most bytes off the heap.
     *
     * @return the first one of them
     */
    public ProfileSample peak() {
        return samples.stream()
                .max(Comparator.comparingLong(ProfileSample::used)
                        .thenComparing(Comparator.comparing(ProfileSample::time).reversed()))
                .orElseThrow();
    }

    /**
     * Finds the sample in which the most was resident.
     *
     * @return the first one of them
     */
    public ProfileSample residentPeak() {
        return samples.stream()
                .max(Comparator.comparingLong(ProfileSample::resident)
                        .thenComparing(Comparator.comparing(ProfileSample::time).reversed()))
                .orElseThrow();
    }

    /**
     * Tells how much was resident before any step began that {@link ProfileSample#explained()} does not tell of: what the virtual
     * machine has for its own work.
     *
     * @return bytes, 0 if it is not known
     */
    public long restBefore() {
        ProfileSample first = samples.get(0);
        return first.resident() < 0 ? 0 : Math.max(0, first.resident() - first.explained());
    }

    /**
     * The profile as JSON: see {@link #writeJson}.
     *
     * @return one line
     */
    public String toJson() {
        StringBuilder text = new StringBuilder();
        try {
            writeJson(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Writes the profile as JSON, as an object with the version of the format and a list of {@code runs}, here one. Times are in
     * nanoseconds, sizes in bytes, samples in columns of equal length. The list {@code busy} of a step has for each sample how long
     * threads worked on it since the one before; work that was only told at its end is put where it was done.
     *
     * @param out where to
     * @throws IOException if {@code out} does not take it
     */
    public void writeJson(Appendable out) throws IOException {
        writeJson(List.of(this), out);
    }

    /**
     * Writes the profiles of several runs as JSON, as {@link #writeJson(Appendable)} does.
     *
     * @param profiles at least one
     * @param out where to
     * @throws IOException if {@code out} does not take it
     */
    public static void writeJson(List<RunProfile> profiles, Appendable out) throws IOException {
        Objects.requireNonNull(out, "out");
        ProfileJson.write(atLeastOne(profiles), out);
    }

    /**
     * Writes the profile as a page of HTML that needs nothing else: memory over time by owner, with the limit and the resident set,
     * when each step worked, the rates of reading and spilling, garbage collections, and a table of the steps.
     *
     * @param out where to
     * @throws IOException if {@code out} does not take it
     */
    public void writeHtml(Appendable out) throws IOException {
        writeHtml(List.of(this), out);
    }

    /**
     * Writes the profiles of several runs as one page, as {@link #writeHtml(Appendable)} does.
     *
     * @param profiles at least one
     * @param out where to
     * @throws IOException if {@code out} does not take it
     */
    public static void writeHtml(List<RunProfile> profiles, Appendable out) throws IOException {
        Objects.requireNonNull(out, "out");
        ProfilePage.write(atLeastOne(profiles), out);
    }

    private static List<RunProfile> atLeastOne(List<RunProfile> profiles) {
        List<RunProfile> copy = Arguments.list("profiles", profiles);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("there is no profile to write: pass at least one");
        }
        return copy;
    }
}
