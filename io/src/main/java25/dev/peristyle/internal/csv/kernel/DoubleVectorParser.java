package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putDouble;
import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link DoubleParser} with eight fields in one vector: at most eight digits with a point anywhere or none, with or without a minus. Other
 * fields are looked at one by one.
 */
final class DoubleVectorParser {
    private static final LongVector ZERO = LongVector.zero(LongLanes.SPECIES);
    private static final LongVector POINTS = ZERO.add(Swar.broadcast('.'));

    /** The bits of 2^52: a smaller whole number in its place of the bits is that much more. */
    private static final long TWO_TO_52 = 0x4330000000000000L;

    private static final LongVector POWERS = powers(0);
    private static final LongVector LATER_POWERS = powers(4);

    private DoubleVectorParser() {}

    static int parse(FieldColumn column, ParseState state) {
        int count = column.count;
        long values = column.values;
        long validity = column.validity;
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long all = -1L >>> (64 - rows);
            FieldBlock.load(column, block, rows, 1, state);
            long present = parseDigits(state, rows, column.inferred, values + ((long) block << 3)) & all;
            long others = all & ~present;
            while (others != 0) {
                int i = Long.numberOfTrailingZeros(others);
                others &= others - 1;
                int length = (int) state.lengths[i];
                double value = 0;
                if (!NullTokens.isEmpty(length)) {
                    long address = FieldBlock.address(column, block + i);
                    if (!DoubleParser.parseOne(address, length, column.inferred, state)) {
                        return state.fail(block + i);
                    }
                    value = Double.longBitsToDouble(state.value);
                    present |= 1L << i;
                }
                putDouble(values + ((long) (block + i) << 3), value);
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
            LongVector next = LongVector.fromArray(LongLanes.SPECIES, state.laterWords, i);
            LongVector lengthBits =
                    LongVector.fromArray(LongLanes.SPECIES, state.lengths, i).lanewise(VectorOperators.LSHL, 3);
            // after a minus both words lack a byte at their ends, which is no digit, so that one digit less is taken
            VectorMask<Long> minus = word.and(0xFF).eq('-');
            word = word.lanewise(VectorOperators.LSHR, 8, minus);
            next = next.lanewise(VectorOperators.LSHR, 8, minus);
            lengthBits = lengthBits.sub(8, minus);
            // as in Swar.firstEqual, but in the lowest bit of each byte
            LongVector difference = word.lanewise(VectorOperators.XOR, POINTS);
            LongVector points = difference
                    .sub(Swar.ONES)
                    .lanewise(VectorOperators.AND_NOT, difference)
                    .lanewise(VectorOperators.LSHR, 7)
                    .and(Swar.ONES);
            // the bits before the first point; all bits if there is none
            LongVector front = points.sub(1).lanewise(VectorOperators.AND_NOT, points);
            LongVector pointBits = front.lanewise(VectorOperators.BIT_COUNT);
            // a point after the field must not matter
            VectorMask<Long> pointed =
                    pointBits.compare(VectorOperators.LT, lengthBits).and(points.compare(VectorOperators.NE, 0));
            LongVector digitBits = lengthBits.sub(8, pointed);
            LongVector scaleBits = ZERO.blend(digitBits.sub(pointBits), pointed);
            // the bytes before the point from the word, those after it from one byte further: the point is gone
            LongVector digits = next.lanewise(
                            VectorOperators.XOR,
                            word.lanewise(VectorOperators.XOR, next).and(front))
                    .lanewise(VectorOperators.XOR, Swar.ZERO_DIGITS)
                    .lanewise(VectorOperators.LSHL, digitBits.neg());
            LongVector errors = digits.add(0x7676767676767676L).or(digits).and(Swar.HIGH_BITS);
            // as in Swar.eightDigits
            LongVector pairs = digits.lanewise(VectorOperators.LSHL, 3)
                    .add(digits.lanewise(VectorOperators.LSHL, 1))
                    .add(digits.lanewise(VectorOperators.LSHR, 8));
            LongVector first = pairs.and(0x000000FF000000FFL).mul(0x000F424000000064L);
            LongVector second = pairs.lanewise(VectorOperators.LSHR, 16)
                    .and(0x000000FF000000FFL)
                    .mul(0x0000271000000001L);
            LongVector number = first.add(second).lanewise(VectorOperators.LSHR, 32);
            VectorMask<Long> right = digitBits
                    .sub(1)
                    .or(scaleBits)
                    .compare(VectorOperators.ULT, 64)
                    .and(errors.eq(0));
            // of at least two digits before the point, the first
            VectorMask<Long> padded =
                    word.and(0xFF).eq(padding).and(digitBits.sub(scaleBits).compare(VectorOperators.GT, 8));
            LongVector scale = scaleBits.lanewise(VectorOperators.LSHR, 3);
            LongVector power = scale.selectFrom(POWERS);
            if (LongLanes.COUNT < 8) {
                power = power.blend(scale.sub(4).selectFrom(LATER_POWERS), scale.compare(VectorOperators.GE, 4));
            }
            // both operands are exact, so that the quotient is the nearest double (Clinger 1990)
            DoubleVector value =
                    number.or(TWO_TO_52).reinterpretAsDoubles().sub(0x1p52).div(power.reinterpretAsDoubles());
            // not a subtraction: minus zero is a number of its own
            value.reinterpretAsLongs()
                    .lanewise(VectorOperators.XOR, Long.MIN_VALUE, minus)
                    .intoMemorySegment(VectorMemory.ALL, out + ((long) i << 3), VectorMemory.ORDER);
            good |= right.andNot(padded).toLong() << i;
        }
        return good;
    }

    private static LongVector powers(int from) {
        long[] bits = new long[8];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToLongBits(PowersOfTen.asDouble(from + i));
        }
        return LongVector.fromArray(LongLanes.SPECIES, bits, 0);
    }
}
