package dev.peristyle.internal.csv.kernel;

/** Which form of each kernel runs in this process; decided once, and not before somebody asks. */
public final class CsvKernels {
    private static final StructureKernel PLAIN = new ScalarStructureKernel();

    private CsvKernels() {}

    /**
     * The best structure kernel for this machine and JDK.
     *
     * @return a kernel without state, for any number of threads
     */
    public static StructureKernel structure() {
        return Best.STRUCTURE;
    }

    /**
     * The structure kernel that runs everywhere.
     *
     * @return a kernel without state, for any number of threads
     */
    public static StructureKernel plainStructure() {
        return PLAIN;
    }

    /**
     * Whether kernels have vectorized forms here. The first call loads them.
     *
     * @return false if all forms are plain
     */
    public static boolean vectors() {
        return VectorKernels.PARSERS;
    }

    /** Loads vectors, which a short run can do without. */
    private static final class Best {
        static final StructureKernel STRUCTURE = best(VectorKernels.structure());

        private static StructureKernel best(StructureKernel vectors) {
            return vectors == null ? PLAIN : vectors;
        }
    }
}
