package dev.peristyle.memory;

import java.util.Objects;

/**
 * What something takes off the heap, to the byte as its pool counts it.
 *
 * @param values bytes for values of fixed width, and for where each text begins
 * @param validity bytes for the bitmaps that say which values are null
 * @param text bytes for texts and other values of any length
 * @param padding bytes that align the others and let loops read past their ends, and room that is not used
 */
public record MemorySize(long values, long validity, long text, long padding) {

    /** Nothing. */
    public static final MemorySize NONE = new MemorySize(0, 0, 0, 0);

    /**
     * Adds up all parts.
     *
     * @return bytes
     */
    public long total() {
        return values + validity + text + padding;
    }

    /**
     * Adds another size to this one.
     *
     * @param other of something else
     * @return both together
     */
    public MemorySize plus(MemorySize other) {
        Objects.requireNonNull(other, "other");
        return new MemorySize(
                values + other.values, validity + other.validity, text + other.text, padding + other.padding);
    }
}
