package dev.peristyle.internal.vector;

import dev.peristyle.internal.check.Setting;

/**
 * Decides for one kernel of this process when its vectorized form takes over from the plain one.
 *
 * <p>Uncompiled, a vector instruction costs up to a thousand times what it costs compiled, and nothing but calls gets
 * it compiled. So the vectorized form is called with a part of a chunk now and then, and timed beside the plain form,
 * which does the work. When it is faster, several times in a row, it is switched on for good. On a machine where it
 * does not get there the trials end after a while.
 *
 * <p>A part has the length that its loops will have in real work, or about that: a loop that was compiled while it went
 * round once or twice per call stays a third slower than one that was compiled while it went round a hundred times.
 *
 * <p>Both forms give the same bits, so that nobody sees which one ran. One switch serves all threads: a step that is
 * lost when they meet is made one chunk later.
 *
 * <p>With {@code -Dperistyle.vectors=always} there are no trials: for tests, and for measurements of nothing but the
 * vectorized forms.
 */
public final class VectorSwitch {
    private static final String PROPERTY = "peristyle.vectors";

    private static final boolean ALWAYS = "always".equalsIgnoreCase(System.getProperty(PROPERTY));

    /** Faster so often in a row before it counts. */
    private static final int TRUSTED = 4;

    /** Several times what any kernel here needed. */
    private static final int MAX_COMPARISONS = 50_000;

    private final int minUnits;
    private final int maxUnits;
    private int wins;
    private int comparisons;
    private volatile boolean on;

    /**
     * Begins in the plain form, unless the property says otherwise.
     *
     * @param minUnits fewest units of which vectors are made
     * @param maxUnits units of a call in a trial, where chunks are large enough
     */
    public VectorSwitch(int minUnits, int maxUnits) {
        this(minUnits, maxUnits, ALWAYS);
    }

    /**
     * Begins in one of the forms.
     *
     * @param minUnits fewest units of which vectors are made
     * @param maxUnits units of a call in a trial, where chunks are large enough
     * @param on whether vectors do the work from the start
     */
    public VectorSwitch(int minUnits, int maxUnits, boolean on) {
        this.minUnits = minUnits;
        this.maxUnits = maxUnits;
        this.on = on;
    }

    /**
     * Refuses a setting that is none, before a run rather than when a class is first used.
     *
     * @throws IllegalArgumentException with the values that the property takes
     */
    public static void checkSetting() {
        Setting.of(PROPERTY, "auto", "always");
    }

    /**
     * For a kernel with one form only.
     *
     * @return one that is on
     */
    public static VectorSwitch nothingToTry() {
        return new VectorSwitch(1, 1, true);
    }

    /**
     * Whether vectors do the work, where there are any.
     *
     * @return false as long as the plain form does
     */
    public boolean isOn() {
        return on;
    }

    /**
     * Whether the plain form stays.
     *
     * @return true after more trials than any kernel here needed
     */
    public boolean isGivenUp() {
        return comparisons >= MAX_COMPARISONS;
    }

    /**
     * How often the forms were compared.
     *
     * @return trials that came to an end, in all threads
     */
    public int comparisons() {
        return comparisons;
    }

    /** Ends the trials. */
    void turnOn() {
        on = true;
    }

    /**
     * How many units a call gets; at least half of a chunk stays for the plain form.
     *
     * @param chunkUnits units of the chunk
     * @return units, or 0 if the chunk is too small for a trial
     */
    public int part(int chunkUnits) {
        int part = Math.min(maxUnits, chunkUnits / 2);
        return part < minUnits ? 0 : part;
    }

    /**
     * Notes how the two forms did in a chunk.
     *
     * @param vectorNanos time of the vectorized form
     * @param vectorUnits what it did
     * @param plainNanos time of the plain form
     * @param plainUnits what it did
     */
    public void compare(long vectorNanos, long vectorUnits, long plainNanos, long plainUnits) {
        comparisons++;
        if ((double) vectorNanos / vectorUnits >= (double) plainNanos / plainUnits) {
            wins = 0;
        } else if (++wins == TRUSTED) {
            turnOn();
        }
    }
}
