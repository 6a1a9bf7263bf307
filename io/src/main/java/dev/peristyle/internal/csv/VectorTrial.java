package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.CsvKernels;

/**
 * The clock of the trials that one reader makes for a {@link VectorSwitch}. In a chunk:
 *
 * <pre>
 *   if (trial.begin(units)) {
 *       while (trial.goesOn(done)) { trial.part() units more, on vectors }
 *   }
 *   trial.pause(done);
 *   the plain form
 *   trial.compare(units that the plain form did);
 * </pre>
 */
final class VectorTrial {
    private static final int MOST_CALLS = 16;

    /** After this time no further call is made in a chunk. */
    private static final long MOST_NANOS = 30_000;

    private final VectorSwitch vectors;
    private long started;
    private long paused;
    private int units;
    private int part;
    private int calls;
    private int vectorUnits;

    VectorTrial(VectorSwitch vectors) {
        this.vectors = vectors;
    }

    /** Whether there is a trial in a chunk of so many units. */
    boolean begin(int chunkUnits) {
        calls = 0;
        if (vectors.isGivenUp()) {
            return false;
        }
        units = chunkUnits;
        part = vectors.part(chunkUnits);
        if (part == 0 || !WarmUp.allowsTrial()) {
            return false;
        }
        if (!CsvKernels.vectors()) {
            vectors.turnOn();
            return false;
        }
        started = System.nanoTime();
        return true;
    }

    /** Whether another call is to be made behind so many units; half of them stay for the plain form. */
    boolean goesOn(int done) {
        if (calls == MOST_CALLS
                || (done + part) * 2L > units
                || (calls > 0 && System.nanoTime() - started > MOST_NANOS)) {
            return false;
        }
        calls++;
        return true;
    }

    /** How many units a call gets. */
    int part() {
        return part;
    }

    /** The calls on vectors are over and did so many units. */
    void pause(int done) {
        vectorUnits = done;
        paused = calls == 0 ? 0 : System.nanoTime();
    }

    /** The plain form is over. */
    void compare(int plainUnits) {
        if (vectorUnits > 0 && plainUnits > 0) {
            WarmUp.tried(paused - started);
            vectors.compare(paused - started, vectorUnits, System.nanoTime() - paused, plainUnits);
        }
    }
}
