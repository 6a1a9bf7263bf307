package dev.peristyle.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Says whether loops over columns are vectorized. This class must load without the incubating module: everything that
 * mentions a vector type lives in classes that are touched only after the checks here.
 */
public final class VectorSupport {

    private static final String MODULE = "jdk.incubator.vector";

    /** Whether vectors can be used; a constant for the compiler. */
    public static final boolean USABLE = usable();

    private VectorSupport() {}

    private static boolean usable() {
        Optional<Module> vectors = ModuleLayer.boot().findModule(MODULE);
        if (vectors.isEmpty()) {
            return refuse("start Java with --add-modules " + MODULE);
        }
        // it is not among what our module requires: whoever has no such module, or an older Java, runs without
        VectorSupport.class.getModule().addReads(vectors.get());
        try {
            return TriedVectors.BITS >= 256
                    || refuse("vectors of this processor have " + TriedVectors.BITS + " bits only");
        } catch (RuntimeException | LinkageError denied) {
            return refuse("start Java with --enable-native-access=" + moduleName() + " (" + denied + ")");
        }
    }

    private static String moduleName() {
        Module module = VectorSupport.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /** One line for whoever looks for it; a library does not print by itself. */
    private static boolean refuse(String reason) {
        System.getLogger(VectorSupport.class.getName())
                .log(Level.DEBUG, "loops over columns without vectors: {0}", reason);
        return false;
    }
}
