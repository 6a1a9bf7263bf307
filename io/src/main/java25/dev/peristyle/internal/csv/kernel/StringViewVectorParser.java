package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link StringViewParser} for all rows, without null tokens and doubled quotes: makes 64 views as if there were neither quotes nor empty
 * fields, looks for both in vectors, and takes the quotes off where there are some.
 */
final class StringViewVectorParser {
    private static final VectorSpecies<Byte> BYTES =
            VectorMemory.BITS >= 512 ? ByteVector.SPECIES_512 : ByteVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS =
            VectorMemory.BITS >= 512 ? IntVector.SPECIES_512 : IntVector.SPECIES_256;

    private StringViewVectorParser() {}

    static int parse(FieldColumn column, ParseState state) {
        long base = column.base;
        long starts = column.starts;
        long startStep = column.startStep;
        long ends = column.ends;
        long endStep = column.endStep;
        int count = column.count;
        long addresses = column.values;
        long lengths = column.lengths;
        long validity = column.validity;
        int quote = column.quote;
        int nulls = 0;
        int whole = count & -64;
        for (int block = 0; block < whole; block += 64) {
            long blockStarts = starts + block * startStep;
            long blockEnds = ends + block * endStep;
            long blockAddresses = addresses + ((long) block << 3);
            long blockLengths = lengths + ((long) block << 2);
            if (starts + 4 == ends && startStep == endStep) {
                if (quote < 0) {
                    viewUnquoted(base, blockStarts, startStep, blockAddresses, blockLengths);
                } else {
                    viewAdjacent(base, blockStarts, startStep, blockAddresses, blockLengths, state.firsts);
                }
            } else {
                viewAny(base, blockStarts, startStep, blockEnds, endStep, blockAddresses, blockLengths, state.firsts);
            }
            // a quoted text is present even if it is empty
            long present = longer(blockLengths, 0);
            long quoted = quote < 0 ? 0 : equal(state.firsts, (byte) quote);
            quoted &= quoted == 0 ? 0 : longer(blockLengths, 1);
            while (quoted != 0) {
                int i = Long.numberOfTrailingZeros(quoted);
                quoted &= quoted - 1;
                long address = blockAddresses + ((long) i << 3);
                long length = blockLengths + ((long) i << 2);
                putLong(address, getLong(address) + 1);
                putInt(length, getInt(length) - 2);
            }
            putLong(validity + (block >>> 3), present);
            nulls += 64 - Long.bitCount(present);
        }
        if (whole < count) {
            StringViewParser.plainViews(column, whole, state);
            nulls += state.nullCount;
        }
        return state.succeed(nulls);
    }

    /** As {@link #viewAny} where a field begins at the entry before its end: one load brings both positions. */
    private static void viewAdjacent(
            long base, long firstPair, long step, long addresses, long lengths, byte[] firsts) {
        long pairs = firstPair;
        for (int i = 0; i < 64; i++) {
            long pair = getLong(pairs);
            int start = (int) pair + 1;
            long address = base + start;
            firsts[i] = getByte(address);
            putLong(addresses + ((long) i << 3), address);
            putInt(lengths + ((long) i << 2), (int) (pair >>> 32) - start);
            pairs += step;
        }
    }

    /** As {@link #viewAdjacent} where no field has a quote: nothing is read of the texts. */
    private static void viewUnquoted(long base, long firstPair, long step, long addresses, long lengths) {
        long pairs = firstPair;
        for (int i = 0; i < 64; i++) {
            long pair = getLong(pairs);
            int start = (int) pair + 1;
            putLong(addresses + ((long) i << 3), base + start);
            putInt(lengths + ((long) i << 2), (int) (pair >>> 32) - start);
            pairs += step;
        }
    }

    private static void viewAny(
            long base,
            long firstStart,
            long startStep,
            long firstEnd,
            long endStep,
            long addresses,
            long lengths,
            byte[] firsts) {
        for (int i = 0; i < 64; i++) {
            int start = getInt(firstStart + i * startStep) + 1;
            long address = base + start;
            firsts[i] = getByte(address);
            putLong(addresses + ((long) i << 3), address);
            putInt(lengths + ((long) i << 2), getInt(firstEnd + i * endStep) - start);
        }
    }

    private static long equal(byte[] bytes, byte value) {
        long mask = 0;
        for (int i = 0; i < 64; i += BYTES.length()) {
            mask |= ByteVector.fromArray(BYTES, bytes, i).eq(value).toLong() << i;
        }
        return mask;
    }

    private static long longer(long lengths, int bound) {
        long mask = 0;
        for (int i = 0; i < 64; i += INTS.length()) {
            mask |= IntVector.fromMemorySegment(INTS, VectorMemory.ALL, lengths + ((long) i << 2), VectorMemory.ORDER)
                            .compare(VectorOperators.GT, bound)
                            .toLong()
                    << i;
        }
        return mask;
    }
}
