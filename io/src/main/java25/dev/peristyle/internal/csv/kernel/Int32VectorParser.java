package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Int32Parser} with the digits of eight fields in one vector; fields that are not at most eight digits are looked at one by one. */
final class Int32VectorParser {
    private Int32VectorParser() {}

    static int parse(FieldColumn column, ParseState state) {
        int count = column.count;
        long values = column.values;
        long validity = column.validity;
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long all = -1L >>> (64 - rows);
            FieldBlock.load(column, block, rows, 0, state);
            long present = parseDigits(state, rows, column.inferred, values + ((long) block << 2)) & all;
            long others = all & ~present;
            while (others != 0) {
                int i = Long.numberOfTrailingZeros(others);
                others &= others - 1;
                int length = (int) state.lengths[i];
                int value = 0;
                if (!NullTokens.isEmpty(length)) {
                    long address = FieldBlock.address(column, block + i);
                    if ((column.inferred && NumberText.isPadded(address, length))
                            || !IntegerText.parse(address, length, state)
                            || state.value != (int) state.value) {
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

    /** Writes the numbers of whole vectors; a bit of the result says where the number is right. */
    private static long parseDigits(ParseState state, int rows, boolean inferred, long out) {
        // a zero before other digits is looked at in its field; nothing is like no byte
        long padding = inferred ? '0' : -1;
        long good = 0;
        for (int i = 0; i <= rows - LongLanes.COUNT; i += LongLanes.COUNT) {
            LongVector word = LongVector.fromArray(LongLanes.SPECIES, state.words, i);
            LongVector length = LongVector.fromArray(LongLanes.SPECIES, state.lengths, i);
            // after a minus the word ends with a byte that is no digit, so that one digit less is taken
            VectorMask<Long> minus = word.and(0xFF).eq('-');
            LongVector digitCount = length.sub(1, minus);
            LongVector digits = word.lanewise(VectorOperators.LSHR, 8, minus)
                    .lanewise(VectorOperators.XOR, Swar.ZERO_DIGITS)
                    .lanewise(
                            VectorOperators.LSHL,
                            digitCount.lanewise(VectorOperators.LSHL, 3).neg());
            LongVector errors = digits.add(0x7676767676767676L).or(digits).and(Swar.HIGH_BITS);
            // as in Swar.eightDigits
            LongVector pairs = digits.lanewise(VectorOperators.LSHL, 3)
                    .add(digits.lanewise(VectorOperators.LSHL, 1))
                    .add(digits.lanewise(VectorOperators.LSHR, 8));
            LongVector first = pairs.and(0x000000FF000000FFL).mul(0x000F424000000064L);
            LongVector second = pairs.lanewise(VectorOperators.LSHR, 16)
                    .and(0x000000FF000000FFL)
                    .mul(0x0000271000000001L);
            VectorMask<Long> right =
                    digitCount.sub(1).compare(VectorOperators.ULT, 8).and(errors.eq(0));
            VectorMask<Long> padded = word.lanewise(VectorOperators.LSHR, 8, minus)
                    .and(0xFF)
                    .eq(padding)
                    .and(digitCount.compare(VectorOperators.GT, 1));
            LongVector value =
                    first.add(second).lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.NEG, minus);
            ((IntVector) value.castShape(LongLanes.INTS, 0))
                    .intoMemorySegment(VectorMemory.ALL, out + ((long) i << 2), VectorMemory.ORDER);
            good |= right.andNot(padded).toLong() << i;
        }
        return good;
    }
}
