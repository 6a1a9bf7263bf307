package dev.peristyle.execution;

import java.util.List;

/**
 * When threads worked on each step. A thread tells what it has worked at the end of a chunk, and of a sort or a merge only when
 * that has ended, so a sample can show more work than its interval had room for. What is too much was done in the intervals
 * before, where others have left room.
 */
final class Activity {

    private Activity() {}

    /**
     * Divides work over intervals.
     *
     * @return nanoseconds by step and sample: those between the sample before and this one
     */
    static long[][] of(RunProfile profile) {
        List<ProfileSample> samples = profile.samples();
        int steps = profile.steps().size();
        long[][] work = new long[steps][samples.size()];
        long[] room = new long[samples.size()];
        long before = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            long time = samples.get(sample).time().toNanos();
            room[sample] = Math.max(0, time - before) * profile.report().threads();
            before = time;
        }
        for (int sample = 0; sample < samples.size(); sample++) {
            for (int step = 0; step < steps; step++) {
                long more = working(profile, sample, step) - (sample == 0 ? 0 : working(profile, sample - 1, step));
                // a run that was started again counts anew
                place(work[step], room, sample, Math.max(0, more));
            }
        }
        return work;
    }

    private static long working(RunProfile profile, int sample, int step) {
        List<Long> working = profile.samples().get(sample).working();
        return step < working.size() ? working.get(step) : 0;
    }

    /** Puts work into the last interval with room and those before it. What has none at all stays in the last one. */
    private static void place(long[] work, long[] room, int last, long nanos) {
        long left = nanos;
        for (int interval = last; interval >= 0 && left > 0; interval--) {
            long part = Math.min(left, room[interval]);
            work[interval] += part;
            room[interval] -= part;
            left -= part;
        }
        work[last] += left;
    }
}
