package dev.peristyle.internal.csv;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.RecordFault;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;

/**
 * The beginning of a file: byte order mark, header, first rows. Holds a window of it, which is read as far as it is looked at:
 * to map a file for a few lines costs more than they do. Not thread-safe.
 */
final class FileHead implements AutoCloseable {
    /** Seldom is a header longer; where it is, the file is opened a second time. */
    private static final int USUAL_HEADER = 1 << 16;

    /** The most of a file for a look at it. */
    private static final int MOST = 1 << 30;

    private static final int BYTE_ORDER_MARK = 0xBFBBEF;
    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private final InputFile file;
    private final ReadSettings settings;
    private final RowIndexer rows;
    private final MemoryPool pool;
    private RowIndexer ragged;
    private final boolean windowsOfRun;
    private WindowReader windows;
    private Window window;
    private Decoding decoding;
    private List<String> names;
    private int dataStart;
    private boolean handedOver;
    private boolean wrongInSample;
    private int sampledRows;

    private FileHead(InputFile file, ReadSettings settings, long bytes, MemoryPool pool) {
        this(
                file,
                settings,
                new WindowLayout((int) Math.min(bytes, Math.max(1, file.size())), 0),
                new WindowLayout((int) Math.min(bytes, MOST), 0),
                false,
                pool);
    }

    private FileHead(
            InputFile file,
            ReadSettings settings,
            WindowLayout layout,
            WindowLayout decodedLayout,
            boolean windowsOfRun,
            MemoryPool pool) {
        this.file = file;
        this.settings = settings;
        this.windowsOfRun = windowsOfRun;
        this.rows = RowIndexer.of(settings, pool);
        this.pool = pool;
        boolean stream = file.stream() != null;
        this.decoding = stream ? Decoding.ofStream(firstBytes(file), settings.charset()) : null;
        this.windows = WindowReader.open(WindowMode.READ, file, decoding, stream ? decodedLayout : layout, pool);
        try {
            this.window = file.size() == 0 ? null : windows.window(0);
            if (stream) {
                window = window.inputSize() == 0 ? null : window;
            } else {
                decode(decodedLayout, pool);
            }
            readNames();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Goes on with the text of the file if its bytes are not that. */
    private void decode(WindowLayout layout, MemoryPool pool) {
        decoding = window == null ? null : Decoding.of(firstBytes(0, Decoding.BYTES), settings.charset());
        if (decoding != null) {
            windows.close();
            windows = WindowReader.open(WindowMode.READ, file, decoding, layout, pool);
            window = windows.window(0);
            window = window.inputSize() == 0 ? null : window;
        }
    }

    private static byte[] firstBytes(InputFile file) {
        try (InputStream in = file.open()) {
            return in.readNBytes(Decoding.BYTES);
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    private byte[] firstBytes(int from, int most) {
        int bytes = Math.min(window.length() - from, most);
        window.fill(from + bytes);
        return RawText.copy(window.address() + from, bytes);
    }

    /** Looks at the header alone. */
    static FileHead header(InputFile file, ReadSettings settings, MemoryPool pool) {
        if (file.size() > USUAL_HEADER) {
            try {
                return new FileHead(file, settings, USUAL_HEADER, pool);
            } catch (MalformedDataException perhapsCut) {
                // it may be whole, or wrong in another way, when all of it is seen
            }
        }
        return new FileHead(file, settings, longestHeader(settings), pool);
    }

    /** Looks at the header in the first window of a run, so that the file need not be opened again to read its rows. */
    static FileHead ofRun(InputFile file, ReadSettings settings, WindowLayout layout, MemoryPool pool) {
        if (settings.mode() == WindowMode.READ) {
            try {
                return new FileHead(file, settings, layout, layout, true, pool);
            } catch (MalformedDataException perhapsCut) {
                // the windows of a run may be small
            }
        }
        return header(file, settings, pool);
    }

    /** Gives the file away as it was opened, with the first window filled as far as it was looked at; null if it was not for a run. */
    WindowReader handOver() {
        handedOver = windowsOfRun;
        return windowsOfRun ? windows : null;
    }

    /** Looks at the header and has rows to be sampled. */
    static FileHead sample(InputFile file, ReadSettings settings, MemoryPool pool) {
        // and one record more, so that the last row of the sample is not cut
        long bytes = longestHeader(settings) + ReadSettings.SAMPLE_BYTES + settings.maximumRecordSize();
        return new FileHead(file, settings, Math.min(MOST, bytes), pool);
    }

    /** A record, and where lines may come before it that are none, as much of these. */
    private static long longestHeader(ReadSettings settings) {
        boolean before = settings.skippedLines() > 0
                || settings.beginning().skippedRows() > 0
                || settings.dialect().comment() != Dialect.NONE;
        long records = Math.max(1L, settings.beginning().headerRows()) + (before ? 1 : 0);
        return Math.min(MOST, records * settings.maximumRecordSize() + BYTE_ORDER_MARK_BYTES);
    }

    /** What to say of a file without a header, where nobody else knows its columns. */
    MalformedDataException withoutColumns() {
        return failure("the file is empty, but a header is expected. Give the columns of files that may be empty:"
                + " CsvOptions.builder().schema(...)");
    }

    /** The column names of this file in its order; null if it is empty, but for comments and blank lines, and they are not given. */
    List<String> names() {
        return names;
    }

    /** How the bytes of the file become text, or null if they are. */
    Decoding decoding() {
        return decoding;
    }

    /** Where the first row starts. */
    long dataStart() {
        return dataStart;
    }

    private void readNames() {
        LineLayout lines = settings.dialect().lines();
        dataStart = afterSkippedRows(afterSkippedLines(afterByteOrderMark()));
        if (lines != null) {
            names = lines.names();
            if (window == null && lines.footerLines() > 0) {
                throw failure(CsvErrors.footerInWords(lines) + "the file is empty. Set footerLines(...) to fewer");
            }
            return;
        }
        int first = window == null ? 0 : afterLeftOut(dataStart);
        if (window != null && first == window.length() && first < window.inputSize()) {
            throw longerThanWindow();
        }
        if (!settings.header() && givenNames() != null && !settings.badRows().isFail()) {
            // whether the first record is one of theirs is for the scan to say
            names = givenNames();
            return;
        }
        int fields = window == null ? 0 : rows.countFields(window, window.inputSize(), first);
        if (window != null && rows.problem() != RowIndexer.NO_PROBLEM) {
            throw errors().structure(first);
        }
        if (settings.header() && fields == 0) {
            names = settings.schema() == null ? null : settings.schema().names();
        } else if (settings.header()) {
            names = headerNames(headerRecords(first, fields));
            dataStart = rows.next();
            checkHeader();
        } else {
            List<String> given = givenNames();
            if (fields == 0 && given == null) {
                throw failure("the file is empty, so that its columns are not known. Give them:"
                        + " CsvOptions.builder().noHeader().schema(...)");
            }
            if (given != null && fields != 0 && given.size() != fields) {
                throw failure("the first record has " + fields + " fields, but the options name " + given.size()
                        + " columns: " + ShownNames.of(given)
                        + (fields == given.size() + 1 && endsWithDelimiter(first)
                                ? ". " + TrailingDelimiter.ADVICE
                                : ""));
            }
            if (given == null) {
                checkFirstRecord(first, fields);
            }
            names = given != null
                    ? given
                    : IntStream.rangeClosed(1, fields)
                            .mapToObj(number -> "column" + number)
                            .toList();
        }
    }

    /** The texts of all records of the header. */
    private List<List<String>> headerRecords(int first, int fields) {
        List<List<String>> records = new ArrayList<>();
        int wanted = settings.beginning().headerRows();
        int position = first;
        while (records.size() < wanted) {
            rows.index(window, window.inputSize(), position, window.length(), fields, 1);
            if (rows.problem() == RowIndexer.FIELD_COUNT) {
                throw failure("record " + (records.size() + 1) + " of the header has " + rows.failedFields()
                        + " fields, but the first one has " + fields + ". Set headerRows(...) to fewer");
            }
            if (rows.problem() != RowIndexer.NO_PROBLEM) {
                throw errors().structure(position);
            }
            if (rows.rowCount() == 0) {
                throw failure("the header is to have " + wanted + " records, but the file has " + records.size()
                        + ". Set headerRows(...) to fewer");
            }
            RowEncoding encoding = new RowEncoding(settings);
            if (encoding.firstRefused(window.address(), rows, position) >= 0) {
                throw errors().encoding(encoding.invalidAt());
            }
            records.add(texts(fields));
            position = rows.next();
        }
        return records;
    }

    private CsvErrors errors() {
        return new CsvErrors(
                settings, Schema.of(), new CsvFile(file, decoding, 0, new int[0], 0, 0, null), window, rows);
    }

    /** The texts of the record that was indexed. */
    private List<String> texts(int fields) {
        List<String> texts = new ArrayList<>(fields);
        for (int field = 0; field < fields; field++) {
            int start = rows.fieldStart(0, field);
            texts.add(text(start, rows.fieldEnd(0, field) - start));
        }
        return texts;
    }

    private List<String> givenNames() {
        return settings.schema() != null ? settings.schema().names() : settings.names();
    }

    private int afterByteOrderMark() {
        if (window == null) {
            return 0;
        }
        window.fill(Math.min(window.length(), BYTE_ORDER_MARK_BYTES));
        int start = UnsafeApi.getInt(window.address());
        int mark = window.length() >= 3 && (start & 0xFFFFFF) == BYTE_ORDER_MARK ? BYTE_ORDER_MARK_BYTES : 0;
        if (givenNames() == null
                && settings.skippedLines() == 0
                && settings.dialect().lines() == null) {
            checkIsCsv(mark);
        }
        return mark;
    }

    /** Where the columns are not known, whatever is read would be a column. */
    private void checkIsCsv(int from) {
        String other = OtherFormat.of(firstBytes(from, OtherFormat.BYTES));
        if (other != null) {
            throw failure("the file " + other);
        }
    }

    private int afterSkippedLines(int from) {
        int position = from;
        for (int line = 0; line < settings.skippedLines(); line++) {
            int start = position;
            position = window == null ? start : afterLine(start);
            if (position == start) {
                throw failure("the file has " + line + " lines, but the first " + settings.skippedLines()
                        + " are to be skipped. Set skipLines(...) to fewer");
            }
        }
        return position;
    }

    private int afterSkippedRows(int from) {
        int position = from;
        int wanted = settings.beginning().skippedRows();
        for (int record = 0; record < wanted; record++) {
            int start = window == null ? position : afterLeftOut(position);
            if (window == null || start >= window.inputSize()) {
                throw failure("the file has " + record + " records, but the first " + wanted
                        + " are to be skipped. Set skipRows(...) to fewer");
            }
            position = afterRecord(start);
        }
        return position;
    }

    private int afterRecord(int start) {
        window.fill(window.length());
        int end = new RecordWalk(window, window.inputSize(), settings.dialect(), start).recordEnd();
        if (end - start > settings.maximumRecordSize() || end == window.length() && end < window.inputSize()) {
            throw failure("a record before the header, at byte " + start + ", is longer than "
                    + settings.maximumRecordSize()
                    + " bytes, or has a quote that is not closed. Skip it by skipLines(...),"
                    + " for which quotes mean nothing, or set maximumRecordSize(bytes)");
        }
        return end == window.length() ? end : end + Math.max(0, lineEndAt(end));
    }

    /** After the blank lines and comments before the first record. */
    private int afterLeftOut(int from) {
        Dialect dialect = settings.dialect();
        int position = from;
        while (position < window.length()) {
            fillLineEnd(position);
            boolean comment = (UnsafeApi.getByte(window.address() + position) & 0xFF) == dialect.comment();
            int text = comment ? position : afterBlanks(position);
            int lineEnd = text == window.length() ? 0 : lineEndAt(text);
            if (!comment && lineEnd <= 0 && text < window.length()) {
                break;
            }
            position = comment ? afterLine(position) : text + lineEnd;
        }
        return position;
    }

    /** After the blanks that are left out around fields, where they are. */
    private int afterBlanks(int from) {
        int position = from;
        while (position < window.length()) {
            fillLineEnd(position);
            if (!settings.dialect().isBlank(UnsafeApi.getByte(window.address() + position))) {
                break;
            }
            position++;
        }
        if (position == window.length() && position < window.inputSize()) {
            throw longerThanWindow();
        }
        return position;
    }

    private MalformedDataException longerThanWindow() {
        return failure("the lines before the first record are longer than " + window.length()
                + " bytes; if they are meant to be: maximumRecordSize(bytes)");
    }

    private int afterLine(int from) {
        int position = from;
        while (position < window.length()) {
            fillLineEnd(position);
            int lineEnd = lineEndAt(position);
            if (lineEnd > 0) {
                return position + lineEnd;
            }
            position++;
        }
        if (window.length() < window.inputSize()) {
            throw longerThanWindow();
        }
        return position;
    }

    private void fillLineEnd(int position) {
        // it may have two bytes
        window.fill(Math.min(window.length(), position + 2));
    }

    private int lineEndAt(int position) {
        boolean end = window.length() == window.inputSize();
        return settings.dialect().lineEndAt(window.address(), position, window.length(), end);
    }

    /** Where names come from the file, a wrong delimiter or line end makes one column of many, and all would go on with that. */
    private void checkHeader() {
        if (settings.schema() != null || settings.types().keySet().containsAll(names)) {
            return;
        }
        for (int column = 0; column < names.size(); column++) {
            boolean returns = settings.dialect().lineEnds() == LineEnds.LINE_FEED_OR_BOTH
                    && names.get(column).indexOf('\r') >= 0;
            if (returns && !isQuoted(column)) {
                throw failure("the header has a carriage return in it, as if that alone ended the lines."
                        + " Scan with CsvOptions.builder().anyLineEnd()");
            }
        }
        String advice = isQuoted(0)
                ? null
                : OtherFormat.ofHeader(names, settings.dialect().delimiter());
        if (advice != null) {
            throw failure("the file " + advice);
        }
    }

    /** Where nobody names the columns, a first record with another delimiter or line end in it is not taken for one column. */
    private void checkFirstRecord(int first, int fields) {
        rows.index(window, window.inputSize(), first, window.length(), fields, 1);
        if (rows.rowCount() == 0) {
            return;
        }
        List<String> texts = texts(fields);
        boolean returns = settings.dialect().lineEnds() == LineEnds.LINE_FEED_OR_BOTH;
        for (int column = 0; column < fields && returns; column++) {
            if (texts.get(column).indexOf('\r') >= 0 && !isQuoted(column)) {
                throw failure("the first record has a carriage return in it, as if that alone ended the lines."
                        + " Scan with CsvOptions.builder().noHeader().anyLineEnd()");
            }
        }
        String advice = isQuoted(0)
                ? null
                : OtherFormat.ofFirstRecord(texts, settings.dialect().delimiter());
        if (advice != null) {
            throw failure("the file " + advice);
        }
    }

    private boolean isQuoted(int column) {
        return (UnsafeApi.getByte(window.address() + rows.fieldStart(0, column)) & 0xFF)
                == settings.dialect().quote();
    }

    private List<String> headerNames(List<List<String>> records) {
        List<String> found = records.size() == 1
                ? records.get(0)
                : HeaderNames.joined(records, settings.beginning().headerSeparator());
        int fields = found.size();
        if (settings.schema() != null && fields > 1 && found.get(fields - 1).isEmpty()) {
            List<String> before = found.subList(0, fields - 1);
            if (new HashSet<>(before).equals(new HashSet<>(settings.schema().names()))) {
                if (settings.badRows().actionOn(RecordFault.TOO_MANY_FIELDS) != BadRowAction.TRUNCATE) {
                    throw failure("the header has one field more than the schema in the options has columns. "
                            + TrailingDelimiter.ADVICE);
                }
                found.remove(fields - 1);
            }
        }
        try {
            return HeaderNames.distinct(found, settings.renamesColumns());
        } catch (IllegalArgumentException refused) {
            names = found;
            checkHeader();
            throw failure(refused.getMessage());
        }
    }

    private boolean endsWithDelimiter(int record) {
        window.fill(window.length());
        int end = new RecordWalk(window, window.inputSize(), settings.dialect(), record).recordEnd();
        return TrailingDelimiter.isAt(window.address(), record, end, settings.dialect());
    }

    private String text(int start, int length) {
        byte[] bytes = RawText.copy(window.address() + start, length);
        int quote = settings.dialect().quote();
        boolean quoted = length > 1 && (bytes[0] & 0xFF) == quote;
        return unescaped(bytes, quoted ? 1 : 0, quoted ? length - 1 : length, quoted ? quote : Dialect.NONE);
    }

    private String unescaped(byte[] bytes, int from, int to, int quote) {
        int escape = settings.dialect().escape();
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        for (int position = from; position < to; position++) {
            int current = bytes[position] & 0xFF;
            boolean skipped = position + 1 < to && (current == escape || current == quote);
            position += skipped ? 1 : 0;
            text.write(bytes[position]);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private MalformedDataException failure(String what) {
        return new MalformedDataException(file.path() + ": " + what, file.path().toString(), 1, 0, null);
    }

    /**
     * Shows the first rows to an inference, without those that are to be left out, and up to one that is wrong
     * otherwise: that is for the scan to say, unless it is the first, for then there are no types to scan with.
     */
    void sample(TypeInference inference) {
        if (window == null) {
            return;
        }
        int position = dataStart;
        while (inference.rowCount() < settings.sampleRows()
                && position < window.length()
                && position - dataStart < ReadSettings.SAMPLE_BYTES) {
            int most = Math.min(settings.chunkRows(), settings.sampleRows() - inference.rowCount());
            rows.index(window, window.inputSize(), position, window.length(), names.size(), most);
            if (rows.problem() != RowIndexer.NO_PROBLEM) {
                wrongInSample = true;
                int next = afterBad(position, inference);
                if (next == BadRecord.BEYOND) {
                    if (inference.rowCount() == 0) {
                        throw firstRowFailure(position);
                    }
                    return;
                }
                position = next;
                continue;
            }
            inference.add(window.address(), rows);
            sampledRows = inference.rowCount();
            position = rows.next();
        }
    }

    /** Whether a record of the sample could not be taken as it is. */
    boolean wrongInSample() {
        return wrongInSample;
    }

    /** How many rows of the sample could be. */
    int sampledRows() {
        return sampledRows;
    }

    /** Where the sample goes on after a bad record, which is part of it if it is padded or truncated; nowhere if it is an error, or so long that its end is not in sight. */
    private int afterBad(int position, TypeInference inference) {
        if (settings.badRows().isFail() || rows.problem() == RowIndexer.FOOTER) {
            return BadRecord.BEYOND;
        }
        window.fill(window.length());
        BadRecord bad = new BadRecord(settings).ofStructure(window, window.inputSize(), rows, position);
        BadRowAction action = settings.badRows().actionOn(bad.fault);
        if (action == BadRowAction.PAD || action == BadRowAction.TRUNCATE) {
            if (ragged == null) {
                ragged = RowIndexer.ofRagged(settings, pool);
            }
            ragged.indexRagged(window, window.inputSize(), bad.start, names.size());
            inference.add(window.address(), ragged);
        }
        return action == BadRowAction.FAIL || bad.end == BadRecord.BEYOND ? BadRecord.BEYOND : bad.next;
    }

    private MalformedDataException firstRowFailure(int position) {
        Schema untyped = Schema.of(
                names.stream().map(name -> new Field(name, DataType.STRING)).toList());
        int[] columns = IntStream.range(0, names.size()).toArray();
        return new CsvErrors(
                        settings, untyped, new CsvFile(file, decoding, dataStart, columns, 0, 0, null), window, rows)
                .structure(position);
    }

    @Override
    public void close() {
        rows.close();
        if (ragged != null) {
            ragged.close();
        }
        if (!handedOver) {
            windows.close();
        }
    }
}
