package dev.peristyle.internal.kernel;

/**
 * Says whether loops over columns are vectorized. This class is for Java versions that have none; the one for Java 25
 * takes its place there.
 *
 * <p>A vectorized loop does the first rows of a batch, as many as fill whole vectors, and says how many these were; the
 * plain loop, which is the specification, does the rest. Without vectors that is all of them.
 */
public final class VectorSupport {

    /**
     * Whether vectors can be used. It must not be a constant expression: javac would copy it into the classes that ask,
     * and those would never see the class for Java 25.
     */
    public static final boolean USABLE = usable();

    private VectorSupport() {}

    private static boolean usable() {
        return false;
    }
}
