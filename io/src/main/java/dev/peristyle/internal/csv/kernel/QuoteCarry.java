package dev.peristyle.internal.csv.kernel;

/**
 * What one block of 64 bytes tells the next about quotes, as bits of an int, so that the loop keeps it in a register:
 *
 * <pre>
 *   bit 0  inside quotes
 *   bit 1  an opening quote is allowed: a field starts here, or the byte before closed a quote (then it is a doubled one)
 *   bit 2  the byte before closed a quote
 *   bit 3  the byte before was a carriage return after a closing quote
 * </pre>
 */
final class QuoteCarry {
    /** The only bit that a block without quotes may find. */
    static final int FIELD_START = 0b0010;

    private QuoteCarry() {}

    static int of(int automaton) {
        switch (automaton) {
            case StructureState.FIELD_START:
                return 0b0010;
            case StructureState.QUOTED:
                return 0b0001;
            case StructureState.AFTER_QUOTE:
                return 0b0110;
            case StructureState.AFTER_QUOTE_CARRIAGE_RETURN:
                return 0b1000;
            default:
                return 0;
        }
    }

    static int automaton(int carry) {
        if ((carry & 0b0001) != 0) {
            return StructureState.QUOTED;
        }
        if ((carry & 0b0100) != 0) {
            return StructureState.AFTER_QUOTE;
        }
        if ((carry & 0b1000) != 0) {
            return StructureState.AFTER_QUOTE_CARRIAGE_RETURN;
        }
        return (carry & 0b0010) != 0 ? StructureState.FIELD_START : StructureState.UNQUOTED;
    }

    /** The carry into the next block; {@code length} bytes of this one were valid. */
    static int next(long inside, long separators, long closing, int length) {
        int last = length - 1;
        return (int)
                ((inside >>> 63) | ((((separators | closing) >>> last) & 1) << 1) | (((closing >>> last) & 1) << 2));
    }

    /**
     * Where a quote is not as it should be, a carriage return after a closing quote being taken for wrong; zero is the usual answer, and
     * only if it is not zero must the carriage returns of the block be looked at.
     */
    static long suspects(long opening, long closing, long separators, long quotes, long lineFeeds, int carry) {
        long starts = ((separators | closing) << 1) | ((carry >>> 1) & 1);
        long afterClosing = (closing << 1) | ((carry >>> 2) & 1);
        long afterReturn = (carry >>> 3) & 1L;
        return (opening & ~starts) | (afterClosing & ~(separators | quotes)) | (afterReturn & ~lineFeeds);
    }

    /** The second quotes of doubled ones. */
    static long escapes(long closing, long quotes, int carry) {
        return ((closing << 1) | ((carry >>> 2) & 1)) & quotes;
    }

    /** The carriage returns after closing quotes. */
    static long returnsAfterQuotes(long closing, long carriageReturns, int carry) {
        return ((closing << 1) | ((carry >>> 2) & 1)) & carriageReturns;
    }

    /** What remains of the suspects when the carriage returns after closing quotes are known. */
    static long irregular(long suspects, long returnsAfterQuotes, long lineFeeds, int carry) {
        long afterReturn = (returnsAfterQuotes << 1) | ((carry >>> 3) & 1);
        return (suspects & ~returnsAfterQuotes) | (afterReturn & ~lineFeeds);
    }
}
