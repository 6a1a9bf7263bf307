package dev.peristyle.internal.kernel;

import java.lang.System.Logger.Level;

/**
 * Says whether loops over columns run on vectors. This class must load without the incubating module: everything that
 * mentions a vector type lives in classes that are touched only after the checks here.
 */
public final class VectorSupport {

    private static final String MODULE = "jdk.incubator.vector";

    /** Whether vectors can be used; a constant for the compiler. */
    public static final boolean USABLE = usable();

    private VectorSupport() {}

    private static boolean usable() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return refuse("start Java with --add-modules " + MODULE);
        }
        try {
            return VectorMemory.BITS >= 256
                    || refuse("vectors of this processor have " + VectorMemory.BITS + " bits only");
        } catch (RuntimeException | LinkageError denied) {
            return refuse("start Java with --enable-native-access=ALL-UNNAMED (" + denied + ")");
        }
    }

    /** One line for whoever looks for it; a library does not print by itself. */
    private static boolean refuse(String reason) {
        System.getLogger(VectorSupport.class.getName())
                .log(Level.DEBUG, "loops over columns without vectors: {0}", reason);
        return false;
    }
}
