package dev.peristyle.internal.expression;

import java.util.regex.Pattern;

/**
 * Where a random expression may end otherwise than in DuckDB: each with its reason, what the two say, and a limit on
 * how often it may be. An expression at which both end with an error, or both with the same values, is no difference.
 */
enum KnownDifference {
    /**
     * We refuse to build what would need more digits than a decimal has; DuckDB takes a type with fewer of them and
     * overflows later, or not.
     */
    TOO_MANY_DIGITS("needs \\d+ (fraction )?digits|fraction digits", null, 0.02),

    /**
     * We compare decimals of any precision and scale as they are; DuckDB brings both to one type of 38 digits first, and ends
     * where a value does not fit that.
     */
    TOO_WIDE_FOR_ONE_TYPE(null, "Casting value .* to type DECIMAL\\(38,\\d+\\) failed", 0.005),

    /**
     * A double times a power of ten has more than 53 bits when it becomes a large decimal; we keep all of them, DuckDB rounds
     * the product to a double.
     */
    BITS_OF_A_PRODUCT(0.002) {
        @Override
        boolean coversValues(String expression, Object our, Object their) {
            return expression.contains("as decimal(21,1)")
                    && our instanceof Number left
                    && their instanceof Number right
                    && Math.abs(left.doubleValue()) > 0x1p53
                    && Math.abs(left.doubleValue() - right.doubleValue()) <= 1e-15 * Math.abs(left.doubleValue());
        }
    };

    /** How an expression ended in one of the engines. */
    record Ending(String failure) {
        static final Ending WITH_VALUES = new Ending(null);

        boolean isFailure() {
            return failure != null;
        }
    }

    private final Pattern ours;
    private final Pattern theirs;
    private final double maxShare;

    /**
     * @param ours what our message contains, or null if we give values
     * @param theirs what DuckDB's message contains, or null if it gives values or was not asked
     * @param maxShare how many of all expressions may end so
     */
    KnownDifference(String ours, String theirs, double maxShare) {
        this.ours = ours == null ? null : Pattern.compile(ours);
        this.theirs = theirs == null ? null : Pattern.compile(theirs);
        this.maxShare = maxShare;
    }

    /** One about values: it overrides {@link #coversValues}. */
    KnownDifference(double maxShare) {
        this.ours = null;
        this.theirs = null;
        this.maxShare = maxShare;
    }

    /** Whether the values of an expression may differ so. */
    boolean coversValues(String expression, Object our, Object their) {
        return false;
    }

    boolean covers(Ending our, Ending their) {
        return matches(ours, our) && matches(theirs, their);
    }

    private static boolean matches(Pattern expected, Ending ending) {
        return expected == null
                ? !ending.isFailure()
                : ending.isFailure() && expected.matcher(ending.failure).find();
    }

    double maxShare() {
        return maxShare;
    }
}
