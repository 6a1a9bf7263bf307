package dev.peristyle.file;

/** How windows come into memory. */
public enum WindowMode {
    /** The pages of the file are mapped, read-only: nothing is copied, and what is not looked at is not read. */
    MAP,
    /** The bytes are read into a buffer that is used again and again. The only way on Windows. */
    READ;

    /**
     * Returns what is used where nothing was chosen: the system property {@code peristyle.windows} ({@code map} or
     * {@code read}), else {@link #MAP}, but {@link #READ} on Windows, where nothing past the end of a file can be mapped.
     *
     * @return the mode
     * @throws IllegalArgumentException if the system property has another value
     */
    public static WindowMode preferred() {
        String chosen = System.getProperty("peristyle.windows");
        if (chosen == null) {
            return System.getProperty("os.name", "").startsWith("Windows") ? READ : MAP;
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
