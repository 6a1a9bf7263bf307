package dev.peristyle.csv;

import java.util.Objects;

/**
 * A line of a CSV that is a comment.
 *
 * @param line where it is, from 1
 * @param byteOffset of its first byte; in a file that has to be decoded, of its text as UTF-8
 * @param text without the character that makes it a comment, and without the line end
 */
public record CsvComment(long line, long byteOffset, String text) {

    /**
     * Checks that there is a text.
     *
     * @param line where it is, from 1
     * @param byteOffset of its first byte
     * @param text without the character that makes it a comment
     */
    public CsvComment {
        Objects.requireNonNull(text, "text");
    }
}
