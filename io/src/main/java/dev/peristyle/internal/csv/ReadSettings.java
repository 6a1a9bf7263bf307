package dev.peristyle.internal.csv;

import dev.peristyle.error.RecordFault;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.detect.Detection;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The options of a scan, checked.
 *
 * @param dialect the characters that structure the files
 * @param beginning what comes before the rows of each file
 * @param renamesColumns whether a name of the header that is taken is changed, and not refused
 * @param names the column names if there is no header, or null
 * @param schema all columns, or null
 * @param types types of single columns by name
 * @param nullTokens texts that stand for null besides the empty field
 * @param formats how values are written, where that is not their usual text
 * @param fileNameColumn what the column with the name of each row's file is called, or null if there is none
 * @param inferNarrowIntegers whether a sample of whole numbers of 32 bits gives an int
 * @param inferDecimals whether a sample of fractions gives decimals instead of doubles
 * @param sampleRows rows that are looked at to infer types
 * @param maximumRecordSize longest record in bytes, its line end included
 * @param windowSize bytes of a window, or 0 to let the run decide
 * @param chunkRows most rows of a chunk
 * @param charset that of the files, or null for UTF-8 unless a byte order mark says otherwise
 * @param invalidBytes what becomes of bytes that are no UTF-8
 * @param badRows what becomes of records that are wrong
 * @param windowMode how windows come into memory, or null to let the system decide
 */
public record ReadSettings(
        Dialect dialect,
        FileBeginning beginning,
        boolean renamesColumns,
        List<String> names,
        Schema schema,
        Map<String, DataType> types,
        List<String> nullTokens,
        ReadFormats formats,
        String fileNameColumn,
        boolean inferNarrowIntegers,
        boolean inferDecimals,
        int sampleRows,
        int maximumRecordSize,
        int windowSize,
        int chunkRows,
        Charset charset,
        InvalidBytes invalidBytes,
        BadRowPolicy badRows,
        WindowMode windowMode) {

    /**
     * Input that is indexed at once: the index of it and the columns made from it stay in the second-level cache, and the
     * work a chunk costs beside its rows is spread over some thousand of them.
     */
    private static final int CHUNK_BYTES = 256 << 10;

    /** Input that is looked at to infer types: enough for 10,000 rows of the usual width, read within milliseconds. */
    static final int SAMPLE_BYTES = 1 << 20;

    /**
     * How much input is indexed at once. Never more than a record may have, so that a record that is too long is an error
     * wherever it is.
     */
    int chunkBytes() {
        return Math.min(CHUNK_BYTES, maximumRecordSize);
    }

    /** These settings with what was detected, but for whether there is a header. */
    ReadSettings with(Detection found, boolean withHeader) {
        return new ReadSettings(
                found.dialect().withTrim(dialect.trim()),
                new FileBeginning(found.skippedLines(), 0, withHeader ? 1 : 0, ""),
                renamesColumns,
                names,
                schema,
                types,
                nullTokens,
                formats,
                fileNameColumn,
                inferNarrowIntegers,
                inferDecimals,
                sampleRows,
                maximumRecordSize,
                windowSize,
                chunkRows,
                StandardCharsets.UTF_8.equals(found.charset()) ? null : found.charset(),
                invalidBytes,
                badRows,
                windowMode);
    }

    /** These settings for who looks at the lines of a file alone: whatever columns it has, none is read. */
    ReadSettings withoutHeader() {
        return new ReadSettings(
                dialect,
                new FileBeginning(beginning.skippedLines(), 0, 0, ""),
                false,
                List.of(),
                null,
                Map.of(),
                nullTokens,
                formats,
                null,
                false,
                false,
                sampleRows,
                maximumRecordSize,
                windowSize,
                chunkRows,
                charset,
                invalidBytes,
                new BadRowPolicy(Map.of(RecordFault.TOO_LONG, BadRowAction.SKIP), null, Long.MAX_VALUE, 1),
                windowMode);
    }

    /** Whether records name the columns. */
    public boolean header() {
        return beginning.headerRows() > 0;
    }

    /** Lines at the beginning of each file that are not looked at. */
    public int skippedLines() {
        return beginning.skippedLines();
    }

    /** Whether the type of a column comes from a sample of its values. */
    boolean infers(String column) {
        return schema == null && !types.containsKey(column);
    }

    /** Whether the numbers of a column are written without their point; not if it is none in particular. */
    boolean impliesPoint(String column) {
        LineLayout lines = dialect.lines();
        LineColumn found = lines == null ? null : lines.column(column);
        return found != null && found.impliedScale() != LineLayout.NO_SCALE;
    }

    /**
     * The set for the kernels: null if there is nothing but the empty field, which is their fast path.
     *
     * @param column whose, or null for what holds for all
     */
    NullTokens tokens(String column) {
        return nullTokens.isEmpty() && formats.nullTokens().isEmpty() ? null : formats.tokens(column, nullTokens);
    }

    WindowMode mode() {
        return windowMode == null ? WindowMode.preferred() : windowMode;
    }
}
