package dev.peristyle.internal.csv.kernel;

/**
 * A column of a {@link LineLayout}.
 *
 * @param name what it is called
 * @param start its first character, from 0
 * @param end after its last character
 * @param padding what a value that is shorter is filled up with, ASCII
 * @param trimsStart whether that is left out before a value
 * @param trimsEnd whether that is left out after a value
 * @param impliedScale how many of its digits come after a point that is not written, or {@link LineLayout#NO_SCALE}
 */
public record LineColumn(
        String name, int start, int end, byte padding, boolean trimsStart, boolean trimsEnd, int impliedScale) {
    /**
     * How wide it is.
     *
     * @return characters, at least 1
     */
    public int width() {
        return end - start;
    }
}
