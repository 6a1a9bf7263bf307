package dev.peristyle.internal.csv.kernel;

/** The structure kernel that this JVM chooses, under the same contract as the scalar one. */
class BestStructureKernelTest extends StructureScannerTest {
    @Override
    StructureKernel kernel() {
        return CsvKernels.structure();
    }
}
