package dev.peristyle.internal.aggregate.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * All of memory as one segment, so that vectors can be loaded from raw addresses; the caller answers for every address.
 */
final class TextVectors {

    /** A constant: the compiler folds its bounds and its liveness away. */
    @SuppressWarnings("restricted") // the same trust that the scalar kernels ask for with raw addresses
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** The order of the bytes of a value. */
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Longs in the vectors that the JVM finds best. */
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private TextVectors() {}
}
