package dev.peristyle.internal.csv.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;

/** All of memory as one segment, so that vectors can be loaded from raw addresses; the caller answers for every address. */
final class VectorMemory {
    /** A constant: the compiler folds its bounds and its liveness away. */
    @SuppressWarnings("restricted") // the same trust that the scalar kernels ask for with raw addresses
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Size of the vectors that the JVM finds best. */
    static final int BITS = ByteVector.SPECIES_PREFERRED.vectorBitSize();

    private VectorMemory() {}
}
