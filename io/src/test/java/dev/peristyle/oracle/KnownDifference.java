package dev.peristyle.oracle;

/** What values of random queries may be otherwise than in DuckDB: each with its reason, and a limit on how often it may be. */
enum KnownDifference {
    /**
     * Sums of doubles depend on their order, and DuckDB adds in another one; it computes variances of exact numbers from rounded ones.
     */
    LAST_BITS(0.75) {
        @Override
        boolean covers(boolean isInexact, Object found, Object expected) {
            return isInexact
                    && found instanceof Number left
                    && expected instanceof Number right
                    && isClose(left.doubleValue(), right.doubleValue(), found instanceof Float ? 1e-5 : 1e-9);
        }
    },

    /** Where a zero of either sign stands for both, as in groups and extremes, each engine takes one of them. */
    SIGN_OF_ZERO(0.05) {
        @Override
        boolean covers(boolean isInexact, Object found, Object expected) {
            return found instanceof Number left
                    && expected instanceof Number right
                    && left.doubleValue() == 0
                    && right.doubleValue() == 0;
        }
    };

    private final double maxShare;

    KnownDifference(double maxShare) {
        this.maxShare = maxShare;
    }

    private static boolean isClose(double left, double right, double tolerance) {
        return Math.abs(left - right) <= tolerance * Math.max(Math.abs(left), Math.abs(right));
    }

    /**
     * Whether these two values differ so and no further.
     *
     * @param isInexact whether the last bits of the column depend on how it is computed
     */
    abstract boolean covers(boolean isInexact, Object found, Object expected);

    /** How many of all floating-point values may differ before something else must be the reason. */
    double maxShare() {
        return maxShare;
    }
}
