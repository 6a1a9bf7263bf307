package dev.peristyle.internal.aggregate.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.agrona.UnsafeApi;

/**
 * {@link TextExtremeKernel} with vectors: the first eight bytes of 64 texts are put next to each other and compared at
 * once; the few texts that are not worse are looked at one by one.
 */
final class VectorTextExtremes {

    private static final VectorSpecies<Long> LONGS = TextVectors.LONGS;
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.vectorBitSize() / 2));
    private static final LongVector ALL = LongVector.broadcast(LONGS, -1);
    private static final LongVector ONE = LongVector.broadcast(LONGS, 1);

    private VectorTextExtremes() {}

    /** As {@link TextExtremeKernel#next} where every row has a text; stops at the latest before the last 64 rows. */
    static int next(int from, int rows, long addresses, long lengths, long record, long inversion, long scratch) {
        int row = from;
        while (row <= rows - 64) {
            gather(addresses + 8L * row, lengths + 4L * row, scratch);
            long candidates = notWorse(scratch, lengths + 4L * row, record, inversion);
            while (candidates != 0) {
                int candidate = row + Long.numberOfTrailingZeros(candidates);
                candidates &= candidates - 1;
                long address = UnsafeApi.getLong(addresses + 8L * candidate);
                if (!TextPrefixKernel.prefixIsReadable(address)
                        || TextExtremeKernel.mayBeBetter(
                                address, UnsafeApi.getInt(lengths + 4L * candidate), record, inversion)) {
                    return candidate;
                }
            }
            row += 64;
        }
        return row;
    }

    /** Copies the first eight bytes of 64 texts. */
    private static void gather(long addresses, long lengths, long words) {
        for (int i = 0; i < 64; i++) {
            long address = UnsafeApi.getLong(addresses + ((long) i << 3));
            long word = TextPrefixKernel.prefixIsReadable(address)
                    ? UnsafeApi.getLong(address)
                    : TextPrefixKernel.wordInText(address, UnsafeApi.getInt(lengths + ((long) i << 2)), 0);
            UnsafeApi.putLong(words + ((long) i << 3), word);
        }
    }

    /** A bit for each text whose first eight bytes do not tell that it is worse than the best one or the same. */
    private static long notWorse(long words, long lengths, long record, long inversion) {
        LongVector bestFirst = LongVector.broadcast(LONGS, UnsafeApi.getLong(record));
        LongVector bestRank = LongVector.broadcast(LONGS, UnsafeApi.getLong(record + TextExtremeKernel.FIRST_RANK));
        LongVector bestLength = LongVector.broadcast(LONGS, UnsafeApi.getLong(record + TextExtremeKernel.WORD_LENGTH));
        LongVector inversions = LongVector.broadcast(LONGS, inversion);
        long found = 0;
        for (int i = 0; i < 64; i += LONGS.length()) {
            LongVector length = (LongVector)
                    IntVector.fromMemorySegment(INTS, TextVectors.ALL, lengths + ((long) i << 2), TextVectors.ORDER)
                            .castShape(LONGS, 0);
            LongVector mask = ALL.blend(
                    ONE.lanewise(VectorOperators.LSHL, length.lanewise(VectorOperators.LSHL, 3))
                            .sub(ONE),
                    length.compare(VectorOperators.LT, 8));
            LongVector first = LongVector.fromMemorySegment(
                            LONGS, TextVectors.ALL, words + ((long) i << 3), TextVectors.ORDER)
                    .and(mask);
            LongVector rank = first.lanewise(VectorOperators.REVERSE_BYTES)
                    .lanewise(VectorOperators.XOR, inversions)
                    .lanewise(VectorOperators.LSHR, 1);
            VectorMask<Long> same = first.eq(bestFirst).and(length.eq(bestLength));
            found |= rank.compare(VectorOperators.GE, bestRank).andNot(same).toLong() << i;
        }
        return found;
    }
}
