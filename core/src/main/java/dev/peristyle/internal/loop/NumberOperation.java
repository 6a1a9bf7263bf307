package dev.peristyle.internal.loop;

/**
 * A function of two numbers in each form in which numbers are computed: 32-bit integers, 64-bit integers, floats, doubles.
 * Those of integers also say what a loop is to notice, over all rows, be they without a value: who runs it looks for the row.
 * Without state, or a record, so that a loop is compiled for it alone.
 */
public interface NumberOperation {

    /** The exact outcome for ints, of which the last 32 bits are stored. */
    default long ofInts(int left, int right) {
        return ofLongs(left, right);
    }

    /** What to notice of ints; by default that the outcome is none. All rows are joined by "or"; 0 is nothing. */
    default long noticed(int left, int right, long outcome) {
        return outcome - (int) outcome;
    }

    /** The outcome for longs. */
    long ofLongs(long left, long right);

    /** What to notice of longs; all rows are joined by "or". */
    default long noticed(long left, long right, long outcome) {
        return 0;
    }

    /** What else to notice of longs; all rows are joined by "or". */
    default long alsoNoticed(long left, long right, long outcome) {
        return 0;
    }

    /** What a loop over longs gives for what it noticed; 0 is nothing. */
    default long summary(long noticed, long alsoNoticed) {
        return noticed;
    }

    /** The outcome for floats. */
    float ofFloats(float left, float right);

    /** The outcome for doubles. */
    double ofDoubles(double left, double right);
}
