package dev.peristyle.internal.csv.detect;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.file.Decoding;
import java.nio.charset.Charset;
import java.util.List;

/**
 * What was found about a file.
 *
 * @param dialect its characters
 * @param lineEnd what its records end with, or null if not all with the same, or none
 * @param skippedLines lines before the header or the first row
 * @param header whether the first record names the columns
 * @param charset that of the text, whether or not a byte order mark says it
 * @param compression what it is compressed with
 * @param findings one for each decision, in their order; without {@link Decision#TYPES}
 */
public record Detection(
        Dialect dialect,
        String lineEnd,
        int skippedLines,
        boolean header,
        Charset charset,
        Decoding.Compression compression,
        List<Finding> findings) {

    /** How sure a decision is. */
    public double confidence(Decision decision) {
        for (Finding finding : findings) {
            if (finding.decision() == decision) {
                return finding.confidence();
            }
        }
        throw new IllegalArgumentException("nothing was decided about " + decision);
    }
}
