package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link DateParser} with eight dates in one vector; leap days and whatever is wrong are looked at one by one. */
final class DateVectorParser {
    private static final long DASHES_AND_ZEROS = 0x2D30302D30303030L;
    private static final long LIMITS = 0x7F76767F76767676L;

    /** "yy-MM-dd", of which only the day is used. */
    private static final long LATER_DASHES_AND_ZEROS = 0x30302D30302D3030L;

    private static final long LATER_LIMITS = 0x76767F76767F7676L;

    /** Five bits per month from January on: its length, 28 for February. */
    private static final long MONTH_LENGTHS = 31L | 28L << 5 | 31L << 10 | 30L << 15 | 31L << 20 | 30L << 25 | 31L << 30
            | 31L << 35 | 30L << 40 | 31L << 45 | 30L << 50 | 31L << 55;

    private DateVectorParser() {}

    static int parse(FieldColumn column, ParseState state) {
        int count = column.count;
        long values = column.values;
        long validity = column.validity;
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long all = -1L >>> (64 - rows);
            FieldBlock.load(column, block, rows, 2, state);
            long present = parseDigits(state, rows, values + ((long) block << 2)) & all;
            long others = all & ~present;
            while (others != 0) {
                int i = Long.numberOfTrailingZeros(others);
                others &= others - 1;
                int length = (int) state.lengths[i];
                int value = 0;
                if (!NullTokens.isEmpty(length)) {
                    if (!DateParser.parseOne(FieldBlock.address(column, block + i), length, state)) {
                        return state.fail(block + i);
                    }
                    value = (int) state.value;
                    present |= 1L << i;
                }
                putInt(values + ((long) (block + i) << 2), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /** Writes the days of whole vectors; a bit of the result says where the day is right. */
    private static long parseDigits(ParseState state, int rows, long out) {
        long good = 0;
        for (int i = 0; i <= rows - LongLanes.COUNT; i += LongLanes.COUNT) {
            LongVector word = LongVector.fromArray(LongLanes.SPECIES, state.words, i)
                    .lanewise(VectorOperators.XOR, DASHES_AND_ZEROS);
            LongVector later = LongVector.fromArray(LongLanes.SPECIES, state.laterWords, i)
                    .lanewise(VectorOperators.XOR, LATER_DASHES_AND_ZEROS);
            LongVector length = LongVector.fromArray(LongLanes.SPECIES, state.lengths, i);
            LongVector errors = word.add(LIMITS)
                    .or(word)
                    .or(later.add(LATER_LIMITS).or(later))
                    .and(Swar.HIGH_BITS);
            // every byte times ten plus the byte after it, in the even bytes
            LongVector pairs = word.lanewise(VectorOperators.LSHL, 3)
                    .add(word.lanewise(VectorOperators.LSHL, 1))
                    .add(word.lanewise(VectorOperators.LSHR, 8));
            LongVector laterPairs = later.lanewise(VectorOperators.LSHL, 3)
                    .add(later.lanewise(VectorOperators.LSHL, 1))
                    .add(later.lanewise(VectorOperators.LSHR, 8));
            LongVector century = pairs.and(0xFF);
            LongVector year = century.mul(100)
                    .add(pairs.lanewise(VectorOperators.LSHR, 16).and(0xFF));
            LongVector month = pairs.lanewise(VectorOperators.LSHR, 40).and(0xFF);
            LongVector day = laterPairs.lanewise(VectorOperators.LSHR, 48).and(0xFF);
            LongVector longest = LongVector.broadcast(LongLanes.SPECIES, MONTH_LENGTHS)
                    .lanewise(VectorOperators.LSHR, month.sub(1).mul(5))
                    .and(31);
            LongVector ranges = year.sub(1)
                    .or(month.sub(1))
                    .or(month.neg().add(12))
                    .or(day.sub(1))
                    .or(longest.sub(day));
            VectorMask<Long> right =
                    errors.eq(0).and(ranges.compare(VectorOperators.GE, 0)).and(length.eq(10));
            // the year begins in March, so that the leap day is its last; 153 days in every five months
            LongVector january = month.sub(3).lanewise(VectorOperators.LSHR, 63);
            LongVector marchYear = year.sub(january);
            LongVector marchMonth = month.add(january.mul(12));
            // a hundredth, exact below 43698
            LongVector marchCentury = marchYear.mul(5243).lanewise(VectorOperators.LSHR, 19);
            LongVector days = marchYear
                    .mul(365)
                    .add(marchYear.lanewise(VectorOperators.LSHR, 2))
                    .sub(marchCentury)
                    .add(marchCentury.lanewise(VectorOperators.LSHR, 2))
                    .add(marchMonth.mul(979).sub(2919).lanewise(VectorOperators.LSHR, 5))
                    .add(day)
                    .sub(719_469);
            ((IntVector) days.castShape(LongLanes.INTS, 0))
                    .intoMemorySegment(VectorMemory.ALL, out + ((long) i << 2), VectorMemory.ORDER);
            good |= right.toLong() << i;
        }
        return good;
    }
}
