package dev.peristyle.internal.csv.kernel;

/**
 * The vectorized kernels. This class is for Java versions that have none; the one for Java 25, which takes its place there, says whether
 * they can run.
 */
final class VectorKernels {
    /**
     * Whether the vectorized parsers run. It must not be a constant expression: javac would copy it into the classes that ask, and those
     * would never see the class for Java 25.
     */
    static final boolean PARSERS = structure() != null;

    private VectorKernels() {}

    /** The vectorized structure kernel, or null if this JVM is not able to run it. */
    static StructureKernel structure() {
        return null;
    }

    /** {@link Int32Parser#parse} without null tokens. */
    static int parseInt32(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }

    /** {@link Int64Parser#parse} without null tokens. */
    static int parseInt64(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }

    /** {@link DoubleParser#parse} without null tokens. */
    static int parseDouble(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }

    /** {@link DecimalParser#parse} without null tokens. */
    static int parseDecimal(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }

    /** {@link StringViewParser#parse} of all rows without null tokens and doubled quotes. */
    static int makeViews(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }

    /** {@link DateParser#parse} without null tokens. */
    static int parseDate(FieldColumn column, ParseState state) {
        throw new UnsupportedOperationException("no vectors");
    }
}
