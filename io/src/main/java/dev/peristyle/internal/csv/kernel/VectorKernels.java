package dev.peristyle.internal.csv.kernel;

/**
 * The kernels on vectors. This class is for Java versions that have none; the one for Java 25, which takes its place there, says whether
 * they can run.
 */
final class VectorKernels {
    private VectorKernels() {}

    /** The structure kernel on vectors, or null if this JVM is not able to run it. */
    static StructureKernel structure() {
        return null;
    }
}
