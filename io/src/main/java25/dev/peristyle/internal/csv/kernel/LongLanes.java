package dev.peristyle.internal.csv.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Shapes of the vectors in which a lane holds eight bytes of a field.
 *
 * <p>No vector is handed to a method of ours or returned by one. The compiler does not always inline such a method: not if it was compiled
 * before into much code, nor at the end of a long caller. Then every vector that crosses the call is an object. Methods of the JDK
 * are always inlined. So the parsers repeat a few lines instead of sharing them.
 */
final class LongLanes {
    static final VectorSpecies<Long> SPECIES =
            VectorMemory.BITS >= 512 ? LongVector.SPECIES_512 : LongVector.SPECIES_256;
    static final VectorSpecies<Integer> INTS = VectorMemory.BITS >= 512 ? IntVector.SPECIES_256 : IntVector.SPECIES_128;
    static final int COUNT = SPECIES.length();

    private LongLanes() {}
}
