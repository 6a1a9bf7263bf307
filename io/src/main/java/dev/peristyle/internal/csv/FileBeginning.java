package dev.peristyle.internal.csv;

/**
 * What comes before the rows of each file. Immutable.
 *
 * @param skippedLines lines that are not looked at
 * @param skippedRows records after them that are left out
 * @param headerRows records that name the columns together; 0 without a header
 * @param headerSeparator what is between the parts of such a name
 */
public record FileBeginning(int skippedLines, int skippedRows, int headerRows, String headerSeparator) {

    /** One record that names the columns. */
    public static final FileBeginning HEADER = new FileBeginning(0, 0, 1, "");

    /** Rows at once. */
    public static final FileBeginning NO_HEADER = new FileBeginning(0, 0, 0, "");
}
