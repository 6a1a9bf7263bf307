package dev.peristyle.internal.csv.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The vectorized kernels, if this JVM is able to run them. This class must load without the incubating module: everything that mentions a
 * vector type lives in classes that are touched only after the checks here.
 */
final class VectorKernels {
    private static final String MODULE = "jdk.incubator.vector";

    /** Whether the vectorized parsers run; a constant for the compiler. */
    static final boolean PARSERS = usable();

    private VectorKernels() {}

    /** The vectorized structure kernel, or null if this JVM is not able to run it. */
    static StructureKernel structure() {
        return PARSERS ? new VectorStructureKernel() : null;
    }

    /** {@link Int32Parser#parse} without null tokens. */
    static int parseInt32(FieldColumn column, ParseState state) {
        return Int32VectorParser.parse(column, state);
    }

    /** {@link Int64Parser#parse} without null tokens. */
    static int parseInt64(FieldColumn column, ParseState state) {
        return Int64VectorParser.parse(column, state);
    }

    /** {@link DoubleParser#parse} without null tokens. */
    static int parseDouble(FieldColumn column, ParseState state) {
        return DoubleVectorParser.parse(column, state);
    }

    /** {@link DecimalParser#parse} without null tokens. */
    static int parseDecimal(FieldColumn column, ParseState state) {
        return DecimalVectorParser.parse(column, state);
    }

    /** {@link StringViewParser#parse} of all rows without null tokens and doubled quotes. */
    static int makeViews(FieldColumn column, ParseState state) {
        return StringViewVectorParser.parse(column, state);
    }

    /** {@link DateParser#parse} without null tokens. */
    static int parseDate(FieldColumn column, ParseState state) {
        return DateVectorParser.parse(column, state);
    }

    private static boolean usable() {
        Optional<Module> vectors = ModuleLayer.boot().findModule(MODULE);
        if (vectors.isEmpty()) {
            return refuse("start Java with --add-modules " + MODULE);
        }
        // it is not among what our module requires: whoever has no such module, or an older Java, runs without
        VectorKernels.class.getModule().addReads(vectors.get());
        try {
            return VectorMemory.BITS >= 256
                    || refuse("vectors of this processor have " + VectorMemory.BITS + " bits only");
        } catch (RuntimeException | LinkageError denied) {
            return refuse("start Java with --enable-native-access=" + moduleName() + " (" + denied + ")");
        }
    }

    private static String moduleName() {
        Module module = VectorKernels.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /** One line for whoever looks for it; a library does not print by itself. */
    private static boolean refuse(String reason) {
        System.getLogger(VectorKernels.class.getName()).log(Level.DEBUG, "CSV kernels without vectors: {0}", reason);
        return false;
    }
}
