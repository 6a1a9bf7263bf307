package dev.peristyle.file;

/** How windows come into memory. */
public enum WindowMode {
    /** The pages of the file are mapped, read-only: nothing is copied, and what is not looked at is not read. */
    MAP,
    /** The bytes are read into a buffer that is used again and again. The only way on Windows, and the safe one where files shrink. */
    READ;

    /**
     * Returns what is used where nothing was chosen: the system property {@code peristyle.windows} ({@code map} or
     * {@code read}), else {@link #MAP}, with two exceptions that take {@link #READ}:
     *
     * <ul>
     *   <li>Windows, where nothing past the end of a file can be mapped;
     *   <li>a JVM with {@code jdk.incubator.vector}: when a mapped file shrinks, the page that is gone is an exception for
     *       ordinary code, but the JVM dies of it (SIGBUS) in a compiled vector load. Both ways are equally fast.
     * </ul>
     *
     * @return the mode
     * @throws IllegalArgumentException if the system property has another value
     */
    public static WindowMode preferred() {
        String chosen = System.getProperty("peristyle.windows");
        if (chosen == null) {
            boolean windows = System.getProperty("os.name", "").startsWith("Windows");
            return windows || vectorsMayRun() ? READ : MAP;
        }
        for (WindowMode mode : values()) {
            if (mode.name().equalsIgnoreCase(chosen)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "the system property peristyle.windows must be 'map' or 'read', but is '" + chosen + "'");
    }

    /** Whether kernels may load vectors straight from mapped pages. */
    static boolean vectorsMayRun() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
