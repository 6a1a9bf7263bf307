package dev.peristyle.internal.csv.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What {@link Swar} does with eight bytes, in every lane of a vector. */
final class LongLanes {
    static final VectorSpecies<Long> SPECIES =
            VectorMemory.BITS >= 512 ? LongVector.SPECIES_512 : LongVector.SPECIES_256;
    static final VectorSpecies<Integer> INTS = VectorMemory.BITS >= 512 ? IntVector.SPECIES_256 : IntVector.SPECIES_128;
    static final int COUNT = SPECIES.length();

    private LongLanes() {}

    /** Zero in every lane whose bytes are all at most nine. */
    static LongVector digitErrors(LongVector digits) {
        return digits.add(0x7676767676767676L).or(digits).and(Swar.HIGH_BITS);
    }

    /** Every byte times ten plus the byte behind it, in the even bytes. */
    static LongVector pairs(LongVector digits) {
        return digits.lanewise(VectorOperators.LSHL, 3)
                .add(digits.lanewise(VectorOperators.LSHL, 1))
                .add(digits.lanewise(VectorOperators.LSHR, 8));
    }

    /** The number whose eight decimal digits stand in the bytes. */
    static LongVector eightDigits(LongVector digits) {
        LongVector pairs = pairs(digits);
        LongVector first = pairs.and(0x000000FF000000FFL).mul(0x000F424000000064L);
        LongVector second = pairs.lanewise(VectorOperators.LSHR, 16)
                .and(0x000000FF000000FFL)
                .mul(0x0000271000000001L);
        return first.add(second).lanewise(VectorOperators.LSHR, 32);
    }

    /** The lanes whose number lies in [1, bound], where the bound may differ by lane. */
    static VectorMask<Long> fromOneTo(LongVector numbers, LongVector bound) {
        return numbers.sub(1).compare(VectorOperators.ULT, bound);
    }
}
