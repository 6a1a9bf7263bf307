package dev.peristyle.internal.csv.kernel;

/** Which form of each kernel runs in this process; decided once. */
public final class CsvKernels {
    private static final StructureKernel STRUCTURE = best(VectorKernels.structure());

    private CsvKernels() {}

    /**
     * The best structure kernel for this machine and JDK.
     *
     * @return a kernel without state, for any number of threads
     */
    public static StructureKernel structure() {
        return STRUCTURE;
    }

    private static StructureKernel best(StructureKernel vectors) {
        return vectors == null ? new ScalarStructureKernel() : vectors;
    }
}
