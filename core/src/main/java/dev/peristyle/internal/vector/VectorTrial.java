package dev.peristyle.internal.vector;

import java.util.function.BooleanSupplier;

/**
 * The clock of the trials that one reader makes for a {@link VectorSwitch}. In a chunk:
 *
 * <pre>
 *   if (trial.begin(units)) {
 *       while (trial.goesOn(done)) { trial.part() units more, vectorized }
 *   }
 *   trial.pause(done);
 *   the plain form
 *   trial.compare(units that the plain form did);
 * </pre>
 */
public final class VectorTrial {
    private static final int MAX_CALLS = 16;

    /** After this time no further call is made in a chunk. */
    private static final long MAX_NANOS = 30_000;

    private final VectorSwitch vectors;
    private final BooleanSupplier available;
    private long started;
    private long paused;
    private int units;
    private int part;
    private int calls;
    private int vectorUnits;

    /**
     * Begins without a trial.
     *
     * @param vectors what the trials are for
     * @param available whether there is a vectorized form here; asked when the first trial is due, as the answer may
     *     load classes
     */
    public VectorTrial(VectorSwitch vectors, BooleanSupplier available) {
        this.vectors = vectors;
        this.available = available;
    }

    /**
     * Whether there is a trial in a chunk.
     *
     * @param chunkUnits units of the chunk
     * @return false where none is due
     */
    public boolean begin(int chunkUnits) {
        calls = 0;
        if (vectors.isGivenUp()) {
            return false;
        }
        units = chunkUnits;
        part = vectors.part(chunkUnits);
        if (part == 0 || !WarmUp.allowsTrial()) {
            return false;
        }
        if (!available.getAsBoolean()) {
            vectors.turnOn();
            return false;
        }
        started = System.nanoTime();
        return true;
    }

    /**
     * Whether another call is to be made; half of a chunk stays for the plain form.
     *
     * @param done units that vectors have done of this chunk
     * @return false when the plain form is to go on
     */
    public boolean goesOn(int done) {
        if (calls == MAX_CALLS
                || (done + part) * 2L > units
                || (calls > 0 && System.nanoTime() - started > MAX_NANOS)) {
            return false;
        }
        calls++;
        return true;
    }

    /**
     * How many units a call gets.
     *
     * @return units
     */
    public int part() {
        return part;
    }

    /**
     * The vectorized calls are over.
     *
     * @param done units that they did
     */
    public void pause(int done) {
        vectorUnits = done;
        paused = calls == 0 ? 0 : System.nanoTime();
    }

    /**
     * The plain form is over.
     *
     * @param plainUnits units that it did
     */
    public void compare(int plainUnits) {
        if (vectorUnits > 0 && plainUnits > 0) {
            WarmUp.tried(paused - started);
            vectors.compare(paused - started, vectorUnits, System.nanoTime() - paused, plainUnits);
        }
    }
}
