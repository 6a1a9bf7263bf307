package dev.peristyle.file;

/** How windows come into memory. */
public enum WindowMode {
    /**
     * The pages of the file are mapped, read-only: nothing is copied, and what is not looked at is not read. For files that
     * nobody shortens meanwhile: a page that is gone is an exception for ordinary code, but the JVM dies of it (SIGBUS) in a
     * compiled vector load. Not possible on Windows, where nothing past the end of a file can be mapped.
     */
    MAP,
    /**
     * The bytes are read into a buffer that is used again and again, piece by piece, so that they are still in the cache of the
     * processor when they are looked at. As fast as {@link #MAP} or faster, and threads do not share the page table.
     */
    READ;

    /**
     * Returns what is used where nothing was chosen: the system property {@code peristyle.windows} ({@code map} or
     * {@code read}), else {@link #READ}.
     *
     * @return the mode
     * @throws IllegalArgumentException if the system property has another value
     */
    public static WindowMode preferred() {
        String chosen = System.getProperty("peristyle.windows");
        if (chosen == null) {
            return READ;
        }
        for (WindowMode mode : values()) {
            if (mode.name().equalsIgnoreCase(chosen)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "the system property peristyle.windows must be 'map' or 'read', but is '" + chosen + "'");
    }
}
