package dev.peristyle.internal.aggregate.kernel;

/** {@link TextExtremeKernel} with vectors. This class is for Java versions without vectors. */
final class VectorTextExtremes {

    private VectorTextExtremes() {}

    /** As {@link TextExtremeKernel#next} where every row has a text; stops at the latest before the last 64 rows. */
    static int next(int from, int rows, long addresses, long lengths, long record, long inversion, long scratch) {
        return from;
    }
}
