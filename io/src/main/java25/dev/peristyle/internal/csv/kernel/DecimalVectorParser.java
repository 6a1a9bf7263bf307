package dev.peristyle.internal.csv.kernel;

import static org.agrona.UnsafeApi.putLong;

import dev.peristyle.internal.ground.PowersOfTen;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link DecimalParser} with the digits of eight fields in one vector: fields of at most eight digits that have all their fraction digits, or
 * none and no point. Other fields are looked at one by one.
 */
final class DecimalVectorParser {
    private static final LongVector ZERO = LongVector.zero(LongLanes.SPECIES);
    private static final LongVector ONE = ZERO.add(1);
    private static final LongVector EIGHT = ZERO.add(8);
    private static final LongVector ALL = ZERO.sub(1);
    private static final LongVector ZERO_DIGITS = ZERO.add(Swar.ZERO_DIGITS);

    private DecimalVectorParser() {}

    static int parse(FieldColumn column, ParseState state) {
        int count = column.count;
        long values = column.values;
        long validity = column.validity;
        int scale = column.scale;
        long bound = PowersOfTen.asLong(column.precision);
        int nulls = 0;
        for (int block = 0; block < count; block += 64) {
            int rows = Math.min(64, count - block);
            long all = -1L >>> (64 - rows);
            FieldBlock.load(column, block, rows, 1, state);
            long present = align(state, rows, scale, column.inferred) & all;
            present &= convert(state, rows, scale, bound, values + ((long) block << 3));
            long others = all & ~present;
            while (others != 0) {
                int i = Long.numberOfTrailingZeros(others);
                others &= others - 1;
                int length = (int) state.lengths[i];
                long value = 0;
                if (!NullTokens.isEmpty(length)) {
                    long address = FieldBlock.address(column, block + i);
                    if ((column.inferred && NumberText.isPadded(address, length))
                            || !DecimalParser.parseOne(address, length, scale, column.precision, bound, state)) {
                        return state.fail(block + i);
                    }
                    value = state.value;
                    present |= 1L << i;
                }
                putLong(values + ((long) (block + i) << 3), value);
            }
            putLong(validity + (block >>> 3), present);
            nulls += rows - Long.bitCount(present);
        }
        return state.succeed(nulls);
    }

    /**
     * Leaves the digits of whole vectors, without sign and point, at the end of {@link ParseState#words}. A bit of the result says where
     * there are one to eight bytes of them.
     */
    private static long align(ParseState state, int rows, int scale, boolean inferred) {
        // a zero before other digits is looked at in its field; nothing is like no byte
        long padding = inferred ? '0' : -1;
        long good = 0;
        long minuses = 0;
        long points = 0;
        for (int i = 0; i <= rows - LongLanes.COUNT; i += LongLanes.COUNT) {
            LongVector word = LongVector.fromArray(LongLanes.SPECIES, state.words, i);
            LongVector next = LongVector.fromArray(LongLanes.SPECIES, state.laterWords, i);
            VectorMask<Long> minus = word.and(0xFF).eq('-');
            LongVector sign = ZERO.blend(ONE, minus);
            LongVector length =
                    LongVector.fromArray(LongLanes.SPECIES, state.lengths, i).sub(sign);
            // a byte is missing at the end of both words then, so that one digit less is taken
            LongVector signBits = sign.lanewise(VectorOperators.LSHL, 3);
            word = word.lanewise(VectorOperators.LSHR, signBits);
            next = next.lanewise(VectorOperators.LSHR, signBits);
            // where the point is if all digits of the scale are written, in bits; negative if the field is too short
            // for that
            LongVector point = length.sub(1 + scale).lanewise(VectorOperators.LSHL, 3);
            VectorMask<Long> pointed = word.lanewise(VectorOperators.LSHR, point)
                    .and(0xFF)
                    .eq('.')
                    .and(point.compare(VectorOperators.GE, ZERO));
            // the bytes before the point; all bytes if there is none
            LongVector mask =
                    ALL.blend(ONE.lanewise(VectorOperators.LSHL, point).sub(ONE), pointed);
            LongVector bytes = next.lanewise(
                    VectorOperators.XOR,
                    word.lanewise(VectorOperators.XOR, next).and(mask));
            LongVector digitCount = length.sub(ZERO.blend(ONE, pointed));
            bytes.lanewise(VectorOperators.XOR, ZERO_DIGITS)
                    .lanewise(VectorOperators.LSHL, ZERO.sub(digitCount.lanewise(VectorOperators.LSHL, 3)))
                    .intoArray(state.words, i);
            // of at least two digits before the point, the first
            VectorMask<Long> padded = word.and(0xFF)
                    .eq(padding)
                    .and(digitCount.compare(VectorOperators.GT, ONE.blend(ONE.add(scale), pointed)));
            good |= digitCount
                            .sub(ONE)
                            .compare(VectorOperators.ULT, EIGHT.sub(sign))
                            .andNot(padded)
                            .toLong()
                    << i;
            minuses |= minus.toLong() << i;
            points |= pointed.toLong() << i;
        }
        state.minuses = minuses;
        state.points = points;
        return good;
    }

    /** Turns the digits of whole vectors into numbers and writes them; a bit of the result says where the number is right. */
    private static long convert(ParseState state, int rows, int scale, long bound, long out) {
        LongVector bounds = LongVector.broadcast(LongLanes.SPECIES, bound);
        LongVector factors = LongVector.broadcast(LongLanes.SPECIES, PowersOfTen.asLong(scale));
        long good = 0;
        for (int i = 0; i <= rows - LongLanes.COUNT; i += LongLanes.COUNT) {
            LongVector digits = LongVector.fromArray(LongLanes.SPECIES, state.words, i);
            VectorMask<Long> pointed = VectorMask.fromLong(LongLanes.SPECIES, state.points >>> i);
            LongVector errors = digits.add(0x7676767676767676L).or(digits).and(Swar.HIGH_BITS);
            // as in Swar.eightDigits
            LongVector pairs = digits.lanewise(VectorOperators.LSHL, 3)
                    .add(digits.lanewise(VectorOperators.LSHL, 1))
                    .add(digits.lanewise(VectorOperators.LSHR, 8));
            LongVector first = pairs.and(0x000000FF000000FFL).mul(0x000F424000000064L);
            LongVector second = pairs.lanewise(VectorOperators.LSHR, 16)
                    .and(0x000000FF000000FFL)
                    .mul(0x0000271000000001L);
            LongVector value =
                    first.add(second).lanewise(VectorOperators.LSHR, 32).mul(factors.blend(ONE, pointed));
            VectorMask<Long> right = errors.eq(ZERO).and(value.lt(bounds));
            value.lanewise(VectorOperators.NEG, VectorMask.fromLong(LongLanes.SPECIES, state.minuses >>> i))
                    .intoMemorySegment(VectorMemory.ALL, out + ((long) i << 3), VectorMemory.ORDER);
            good |= right.toLong() << i;
        }
        return good;
    }
}
