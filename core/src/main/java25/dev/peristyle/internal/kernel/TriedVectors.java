package dev.peristyle.internal.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.LongVector;

/** What the vectors of the kernels need, to be tried out. */
final class TriedVectors {

    /** All of memory as one segment; the kernels have one each, which are constants to the compiler. */
    @SuppressWarnings("restricted") // the same trust that the scalar kernels ask for with raw addresses
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Size of the vectors that the JVM finds best. */
    static final int BITS = LongVector.SPECIES_PREFERRED.vectorBitSize();

    private TriedVectors() {}
}
