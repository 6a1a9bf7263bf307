package dev.peristyle.internal.csv;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * Settings of a scan for tests, which say only what they change: commas, quotes, a header, types from a sample, records of 1 KB,
 * windows and their mode as the run decides, 16,384 rows per chunk.
 */
final class TestSettings {

    private Dialect dialect = Dialect.plain(',', '"');
    private FileBeginning beginning = FileBeginning.HEADER;
    private boolean renamesColumns;
    private List<String> names;
    private Schema schema;
    private Map<String, DataType> types = Map.of();
    private List<String> nullTokens = List.of();
    private ReadFormats formats = ReadFormats.NONE;
    private String fileNameColumn;
    private boolean inferNarrowIntegers;
    private boolean inferDecimals;
    private int sampleRows = 10_000;
    private int maximumRecordSize = 1 << 10;
    private int windowSize;
    private int chunkRows = 16_384;
    private Charset charset;
    private InvalidBytes invalidBytes = InvalidBytes.ERROR;
    private BadRowPolicy badRows = BadRowPolicy.FAIL;
    private WindowMode windowMode;

    static TestSettings defaults() {
        return new TestSettings();
    }

    static TestSettings like(ReadSettings settings) {
        TestSettings same = new TestSettings();
        same.dialect = settings.dialect();
        same.beginning = settings.beginning();
        same.renamesColumns = settings.renamesColumns();
        same.names = settings.names();
        same.schema = settings.schema();
        same.types = settings.types();
        same.nullTokens = settings.nullTokens();
        same.formats = settings.formats();
        same.fileNameColumn = settings.fileNameColumn();
        same.inferNarrowIntegers = settings.inferNarrowIntegers();
        same.inferDecimals = settings.inferDecimals();
        same.sampleRows = settings.sampleRows();
        same.maximumRecordSize = settings.maximumRecordSize();
        same.windowSize = settings.windowSize();
        same.chunkRows = settings.chunkRows();
        same.charset = settings.charset();
        same.invalidBytes = settings.invalidBytes();
        same.badRows = settings.badRows();
        same.windowMode = settings.windowMode();
        return same;
    }

    TestSettings dialect(Dialect changed) {
        dialect = changed;
        return this;
    }

    TestSettings skippedLines(int changed) {
        beginning = new FileBeginning(changed, 0, beginning.headerRows(), "");
        return this;
    }

    TestSettings withoutHeader() {
        beginning = new FileBeginning(beginning.skippedLines(), 0, 0, "");
        return this;
    }

    TestSettings schema(Schema changed) {
        schema = changed;
        return this;
    }

    TestSettings sampleRows(int changed) {
        sampleRows = changed;
        return this;
    }

    TestSettings maximumRecordSize(int changed) {
        maximumRecordSize = changed;
        return this;
    }

    TestSettings windows(WindowMode mode, int size) {
        windowMode = mode;
        windowSize = size;
        return this;
    }

    TestSettings charset(Charset changed) {
        charset = changed;
        return this;
    }

    TestSettings invalidBytes(InvalidBytes changed) {
        invalidBytes = changed;
        return this;
    }

    TestSettings badRows(BadRowPolicy changed) {
        badRows = changed;
        return this;
    }

    TestSettings chunkRows(int changed) {
        chunkRows = changed;
        return this;
    }

    ReadSettings build() {
        return new ReadSettings(
                dialect,
                beginning,
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
                charset,
                invalidBytes,
                badRows,
                windowMode);
    }
}
