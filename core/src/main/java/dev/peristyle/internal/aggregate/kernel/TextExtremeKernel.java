package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.kernel.VectorSupport;
import org.agrona.UnsafeApi;

/**
 * Finds the rows whose text may come before the smallest one so far, or after the largest one. Of that one a record
 * holds the first 16 bytes, so that most rows cost one load of their text, and nothing is called for them:
 *
 * <pre>
 *   0        8        16         24          32       40            48
 *   | bytes  | bytes  | rank of  | rank of   | length | length      |
 *   | 0 to 7 | 8 to 15| bytes 0-7| bytes 8-15| or -1  | up to 8, -1 |
 * </pre>
 *
 * A rank is the greater the better a text is: eight bytes, the first as the most significant, inverted where the
 * smallest is wanted, less the last bit, so that ranks can be subtracted. The lengths are -1 where 16 or 8 bytes do not
 * tell that a text is the same one: where there is none yet, or a longer one.
 */
public final class TextExtremeKernel {

    /** Bytes of a record. */
    public static final int RECORD = 48;

    /** Bytes of the space that {@link #next} works in. */
    public static final int SCRATCH = 512;

    static final int FIRST_RANK = 16;
    static final int WORD_LENGTH = 40;

    private static final int SECOND = 8;
    private static final int SECOND_RANK = 24;
    private static final int LENGTH = 32;

    private TextExtremeKernel() {}

    /** Writes the record of a group without a text. */
    public static void clear(long record) {
        UnsafeApi.setMemory(record, RECORD, (byte) 0);
        UnsafeApi.putLong(record + LENGTH, -1);
        UnsafeApi.putLong(record + WORD_LENGTH, -1);
    }

    /** Writes the record of a text. */
    public static void set(long record, long address, int length, long inversion) {
        long first = TextPrefixKernel.wordInText(address, length, 0);
        long second = TextPrefixKernel.wordInText(address, length, 8);
        UnsafeApi.putLong(record, first);
        UnsafeApi.putLong(record + SECOND, second);
        UnsafeApi.putLong(record + FIRST_RANK, rank(first, inversion));
        UnsafeApi.putLong(record + SECOND_RANK, rank(second, inversion));
        UnsafeApi.putLong(record + LENGTH, length > TextPrefixKernel.PREFIX ? -1 : length);
        UnsafeApi.putLong(record + WORD_LENGTH, length > SECOND ? -1 : length);
    }

    private static long rank(long word, long inversion) {
        return (Long.reverseBytes(word) ^ inversion) >>> 1;
    }

    /**
     * Finds the next text that may be better than the one of the only group.
     *
     * @return the row of a text that is to be compared; {@code rows} when there is none
     */
    public static int next(
            int from,
            int rows,
            long addresses,
            long lengths,
            long validity,
            long record,
            long inversion,
            long scratch) {
        int searched = scratch != 0 && VectorSupport.USABLE && validity == 0
                ? VectorTextExtremes.next(from, rows, addresses, lengths, record, inversion, scratch)
                : from;
        // the row that was found, or one of the last few
        return nextPlain(searched, rows, addresses, lengths, validity, record, inversion);
    }

    private static int nextPlain(
            int from, int rows, long addresses, long lengths, long validity, long record, long inversion) {
        long bestFirst = UnsafeApi.getLong(record);
        long bestFirstRank = UnsafeApi.getLong(record + FIRST_RANK);
        long bestWordLength = UnsafeApi.getLong(record + WORD_LENGTH);
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8L * row);
            int length = UnsafeApi.getInt(lengths + 4L * row);
            if (!TextPrefixKernel.prefixIsReadable(address)) {
                return row;
            }
            long first =
                    UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(Math.min(length, TextPrefixKernel.PREFIX));
            long gain = rank(first, inversion) - bestFirstRank;
            if (isWorseOrSame(gain, (first ^ bestFirst) | (length ^ bestWordLength))) {
                continue;
            }
            if (first != bestFirst || mayBeBetterBehind(address, length, record, inversion)) {
                return row;
            }
        }
        return rows;
    }

    /**
     * Finds the next text that may be better than the one of its group.
     *
     * @return the row of a text that is to be compared; {@code rows} when there is none
     */
    public static int nextByGroup(
            int from,
            int rows,
            long groups,
            long addresses,
            long lengths,
            long validity,
            long records,
            long inversion) {
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8L * row);
            int length = UnsafeApi.getInt(lengths + 4L * row);
            if (!TextPrefixKernel.prefixIsReadable(address)) {
                return row;
            }
            long first =
                    UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(Math.min(length, TextPrefixKernel.PREFIX));
            long record = records + (long) RECORD * UnsafeApi.getInt(groups + 4L * row);
            long bestFirst = UnsafeApi.getLong(record);
            long gain = rank(first, inversion) - UnsafeApi.getLong(record + FIRST_RANK);
            if (isWorseOrSame(gain, (first ^ bestFirst) | (length ^ UnsafeApi.getLong(record + WORD_LENGTH)))) {
                continue;
            }
            if (first != bestFirst || mayBeBetterBehind(address, length, record, inversion)) {
                return row;
            }
        }
        return rows;
    }

    /** Says of one text, of which 16 bytes can be read, whether it is to be compared with that of a record. */
    static boolean mayBeBetter(long address, int length, long record, long inversion) {
        long first = UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(Math.min(length, TextPrefixKernel.PREFIX));
        long bestFirst = UnsafeApi.getLong(record);
        long gain = rank(first, inversion) - UnsafeApi.getLong(record + FIRST_RANK);
        return !isWorseOrSame(gain, (first ^ bestFirst) | (length ^ UnsafeApi.getLong(record + WORD_LENGTH)))
                && (first != bestFirst || mayBeBetterBehind(address, length, record, inversion));
    }

    /** Goes on with bytes 8 to 15, where those before are the same. */
    private static boolean mayBeBetterBehind(long address, int length, long record, long inversion) {
        long second = UnsafeApi.getLong(address + SECOND)
                & TextPrefixKernel.secondMask(Math.min(length, TextPrefixKernel.PREFIX));
        long gain = rank(second, inversion) - UnsafeApi.getLong(record + SECOND_RANK);
        long changed = (second ^ UnsafeApi.getLong(record + SECOND)) | (length ^ UnsafeApi.getLong(record + LENGTH));
        return !isWorseOrSame(gain, changed);
    }

    /**
     * True where the gain is negative or nothing has changed. In a column of few values neither can be predicted; so
     * there is no branch in here, and one for both after it.
     */
    private static boolean isWorseOrSame(long gain, long changed) {
        return (gain | ~(changed | -changed)) < 0;
    }
}
