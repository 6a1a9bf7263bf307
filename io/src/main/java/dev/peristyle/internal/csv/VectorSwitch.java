package dev.peristyle.internal.csv;

/**
 * Decides for one kernel of this process when its form on vectors takes over from the plain one.
 *
 * <p>Uncompiled, an instruction on vectors costs up to a thousand times what it costs compiled, and nothing but calls gets it compiled. So
 * the form on vectors is called with a few units (rows or bytes) of a chunk now and then, and timed beside the plain form, which does the
 * work. Once it is about as fast it gets larger parts, and when it is faster in the largest ones it is switched on for good. On a machine
 * where it does not get there the trials end some day.
 *
 * <p>Both forms give the same bits, so that nobody sees which one ran. One switch serves all threads: a step that is lost when they meet is
 * made a chunk later.
 *
 * <p>With {@code -Dperistyle.vectors=always} there are no trials: for tests, and for measurements of nothing but the forms on vectors.
 */
final class VectorSwitch {
    private static final boolean ALWAYS = "always".equals(System.getProperty("peristyle.vectors"));

    /** Faster so often in a row before the next step is taken. */
    private static final int TRUSTED = 4;

    /** Several times what any kernel here needed. */
    private static final int MOST_COMPARISONS = 50_000;

    private final int largest;
    private int part;
    private int wins;
    private int comparisons;
    private volatile boolean on;

    /**
     * Begins in the plain form, unless the property says otherwise.
     *
     * @param smallest units of the first calls, the fewest of which vectors are made
     * @param largest units of the calls that decide, the smallest times a power of two
     */
    VectorSwitch(int smallest, int largest) {
        this(smallest, largest, ALWAYS);
    }

    VectorSwitch(int smallest, int largest, boolean on) {
        this.part = smallest;
        this.largest = largest;
        this.on = on;
    }

    /** For a kernel with one form only. */
    static VectorSwitch nothingToTry() {
        return new VectorSwitch(1, 1, true);
    }

    /** Whether vectors do the work, where there are any. */
    boolean isOn() {
        return on;
    }

    /** Whether the plain form stays. */
    boolean isGivenUp() {
        return comparisons >= MOST_COMPARISONS;
    }

    /** Ends the trials. */
    void turnOn() {
        on = true;
    }

    /** How many units a call gets in a trial. */
    int part() {
        return part;
    }

    /** Notes how the two forms did in a chunk of which the plain one did so many units. */
    void compare(long vectorNanos, long vectorUnits, long plainNanos, long plainUnits) {
        // where chunks are small, what fits into half of one decides
        boolean decides = part >= largest || 4L * part > plainUnits;
        double vectors = (double) vectorNanos / vectorUnits;
        double plain = (double) plainNanos / plainUnits;
        comparisons++;
        // a call with few units costs something beside them
        if (vectors >= (decides ? plain : 2 * plain)) {
            wins = 0;
        } else if (++wins == TRUSTED) {
            wins = 0;
            if (decides) {
                turnOn();
            } else {
                part *= 2;
            }
        }
    }
}
