package dev.peristyle.internal.csv;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.window.Window;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.agrona.UnsafeApi;

/** Says what is wrong with the first indexed row, where, and what to do. */
final class CsvErrors {
    /** Longer values are not looked at for what is strange in them. */
    private static final int LONGEST_CAUSE = 1_000;

    private static final List<String> USUAL_NULLS =
            List.of("null", "na", "n/a", "nan", "nil", "none", "-", "\\n", "?", "#n/a", "unknown");

    private final ReadSettings settings;
    private final Schema all;
    private final CsvFile file;
    private final Window window;
    private final RowIndexer rows;

    /** Where fields are that have no delimiters between them; else null. */
    private final LineLayout lines;

    CsvErrors(ReadSettings settings, Schema all, CsvFile file, Window window, RowIndexer rows) {
        this.settings = settings;
        this.all = all;
        this.file = file;
        this.window = window;
        this.rows = rows;
        this.lines = settings.dialect().lines();
        window.fill(window.length());
    }

    /**
     * The row itself is wrong.
     *
     * @param from where its chunk was to start, relative to the window
     */
    MalformedDataException structure(int from) {
        return switch (rows.problem()) {
            case RowIndexer.FIELD_COUNT -> fieldCount(rows.problemAt());
            case RowIndexer.TEXT_AFTER_QUOTE -> textAfterQuote(from, rows.problemAt());
            case RowIndexer.FOOTER -> footer();
            default -> tooLong(from);
        };
    }

    /** What is wrong with the structure of the first row, without its place. */
    String structureInWords(BadRecord record) {
        return switch (rows.problem()) {
            case RowIndexer.FIELD_COUNT -> fieldCountInWords();
            case RowIndexer.TEXT_AFTER_QUOTE ->
                textAfterQuoteInWords(
                        walk(record.start).to(rows.problemAt()).field(), window.fileOffset() + rows.problemAt());
            case RowIndexer.UNCLOSED_QUOTE -> {
                int limit = limitOf(record.start);
                int opened = walk(record.start).to(limit).opened();
                yield "the quote that opens in field "
                        + (walk(record.start).to(opened).field() + 1) + " at byte " + (window.fileOffset() + opened)
                        + " is not closed " + within(record.start);
            }
            default -> tooLongInWords();
        };
    }

    private String fieldCountInWords() {
        if (lines != null) {
            return "the line has " + counted(rows.failedFields(), "character")
                    + ", but the columns of the layout end at " + lines.width();
        }
        return "the record has " + counted(rows.failedFields(), "field") + ", but there are "
                + counted(all.size(), "column");
    }

    private static String textAfterQuoteInWords(int field, long offset) {
        return "text follows the closing quote of field " + (field + 1) + " at byte " + offset;
    }

    private String tooLongInWords() {
        return "the record is longer than " + settings.maximumRecordSize() + " bytes";
    }

    private int limitOf(int record) {
        return (int) Math.min(window.length(), (long) record + settings.maximumRecordSize());
    }

    private String within(int record) {
        boolean endOfFile = window.fileOffset() + window.length() == window.inputSize()
                && window.length() - record <= settings.maximumRecordSize();
        return endOfFile ? "before the end of the file" : "within " + settings.maximumRecordSize() + " bytes";
    }

    private MalformedDataException fieldCount(int at) {
        String what = fieldCountInWords() + (lines == null ? " " + ShownNames.of(all.names()) : "");
        return failure(at, at, null, what, "record", at, recordLength(at), fieldCountAdvice(at));
    }

    private String fieldCountAdvice(int at) {
        if (lines != null) {
            boolean isShort = rows.hasTooFewFields();
            return "If the layout is right, " + (isShort ? "let what is missing be null" : "leave out what is more")
                    + ": FixedWidthLayout.builder()." + (isShort ? "allowShortLines()" : "allowLongLines()")
                    + "; if this is no row: skipLinesStartingWith(...), CsvOptions.builder().skipLines(...) or footerLines(...);"
                    + " or leave such lines out, counted: badRows(BadRows.skip())";
        }
        if (isTrailingDelimiter(at)) {
            return TrailingDelimiter.ADVICE;
        }
        return (rows.failedFields() < all.size()
                        ? "Fields are missing, or the record was broken by a line end that is not in quotes"
                        : "A value holds the delimiter '"
                                + ShownText.of(settings.dialect().delimiter()) + "' without being in quotes")
                + "; correct the file, or leave such records out, counted:"
                + " CsvOptions.builder().badRows(BadRows.skip())";
    }

    /** What is expected at the end of a file. */
    static String footerInWords(LineLayout layout) {
        return "its last " + counted(layout.footerLines(), "line") + " should be no rows, but ";
    }

    private MalformedDataException footer() {
        String name = file.input.path().toString();
        int bytes = settings.maximumRecordSize();
        return new MalformedDataException(
                name + ": " + footerInWords(lines) + "there are fewer after the skipped ones, or they are longer than "
                        + bytes
                        + " bytes together. Set footerLines(...) to fewer, or maximumRecordSize(bytes), now " + bytes
                        + ", to more.",
                name,
                -1,
                -1,
                null);
    }

    /** Whether a record has one field too many because of a delimiter at its end. */
    private boolean isTrailingDelimiter(int at) {
        return rows.failedFields() == all.size() + 1
                && TrailingDelimiter.isAt(window.address(), at, at + recordLength(at), settings.dialect());
    }

    private MalformedDataException textAfterQuote(int from, int at) {
        RecordWalk walk = walk(from).to(at);
        int record = walk.record();
        int field = walk.field();
        return failure(
                record,
                at,
                field < all.size() ? nameOf(field) : null,
                textAfterQuoteInWords(field, window.fileOffset() + at),
                "record",
                record,
                recordLength(record),
                "Inside quotes, a quote is written as two"
                        + (settings.dialect().escape() < 0
                                ? ""
                                : " or preceded by a "
                                        + (char) settings.dialect().escape())
                        + "; or scan with quote off: CsvOptions.builder().noQuote()");
    }

    private MalformedDataException tooLong(int record) {
        int limit = settings.maximumRecordSize();
        if (rows.problem() == RowIndexer.UNCLOSED_QUOTE) {
            int opened = walk(record).to(limitOf(record)).opened();
            long line = lineOf(opened);
            int field = walk(record).to(opened).field();
            return failure(
                    record,
                    opened,
                    field < all.size() ? nameOf(field) : null,
                    "the quote that opens on line " + line + ", field " + (field + 1) + ", is not closed "
                            + within(record),
                    "text",
                    opened,
                    Math.min(limit, window.length() - opened),
                    "Close it, or scan with quotes off: CsvOptions.builder().noQuote(). If values are that long:"
                            + " maximumRecordSize(bytes), now " + limit);
        }
        return failure(
                record,
                record,
                null,
                tooLongInWords(),
                "record",
                record,
                Math.min(limit, window.length() - record),
                "If records are that long, scan with CsvOptions.builder().maximumRecordSize(bytes), now " + limit);
    }

    /** A field of the first row does not have the type of its column. */
    MalformedDataException value(int position) {
        Field field = all.field(position);
        int columnInFile = file.columns[position];
        int at = rows.fieldStart(0, columnInFile);
        int length = rows.fieldEnd(0, columnInFile) - at;
        String text = RawText.of(window.address() + at, length);
        String reason = contradiction(field, text);
        ValueCause cause = causeOf(field, at, length);
        return failure(
                rows.rowStart(0),
                at,
                field.name(),
                valueInWords(field, text, reason) + (cause == null ? "" : "; " + cause.what()),
                "record",
                rows.rowStart(0),
                rows.rowEnd(0) - rows.rowStart(0),
                advice(field, text, length, reason, cause));
    }

    private String advice(Field field, String text, int length, String reason, ValueCause cause) {
        if (cause == ValueCause.IMPLIED_POINT) {
            return cause.advice();
        }
        String advice = reason == null
                ? advice(field, usual(field, text), text.length() == length)
                : adviceOnContradiction(field);
        return cause == null ? advice : cause.advice() + ". " + advice;
    }

    private ValueCause causeOf(Field field, int at, int length) {
        boolean quoted = length > 1
                && (UnsafeApi.getByte(window.address() + at) & 0xFF)
                        == settings.dialect().quote();
        int from = quoted ? at + 1 : at;
        int shown = Math.max(0, Math.min(quoted ? length - 2 : length, LONGEST_CAUSE));
        byte[] bytes = RawText.copy(window.address() + from, shown);
        boolean first = !settings.header() && window.fileOffset() + rows.rowStart(0) == file.dataStart;
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (lines != null && first && text.equals(field.name())) {
            return ValueCause.headerLine(settings.skippedLines());
        }
        if (settings.impliesPoint(field.name())) {
            return ValueCause.IMPLIED_POINT;
        }
        boolean trimmable = !quoted && !settings.dialect().trim() && lines == null;
        return ValueCause.of(field.name(), text, first, trimmable);
    }

    /** The first row has bytes that are no UTF-8, or the header. */
    MalformedDataException encoding(int at) {
        int record = rows.rowStart(0);
        int field = rows.fieldAt(0, at);
        return failure(
                record,
                at,
                all.size() == 0 || field == rows.columns ? null : nameOf(field),
                (all.size() == 0 ? "in field " + (field + 1) + " of the header, " : "") + encodingInWords(at),
                "record",
                record,
                recordLength(record),
                "If the file has another charset, name it: CsvOptions.builder().charset(StandardCharsets.ISO_8859_1), or which it is;"
                        + " to replace such bytes, scan with CsvOptions.builder().invalidBytes(InvalidBytes.REPLACE)");
    }

    /** The column of the schema that has a byte of the first row. */
    int columnAt(int at) {
        int field = rows.fieldAt(0, at);
        return field == rows.columns ? BadRowHandler.WHOLE_RECORD : all.indexOf(nameOf(field));
    }

    /** Which bytes are no UTF-8, without their place. */
    String encodingInWords(int at) {
        return file.decoding == null || file.decoding.charset() == null || file.decoding.isNone()
                ? RawText.invalid(window.address() + at, rows.rowStart(0) + recordLength(rows.rowStart(0)) - at)
                : "what is in place of \\xFF is no text in " + file.decoding.charset();
    }

    /** What is wrong with a field of the first row, without its place. */
    String valueInWords(int position) {
        Field field = all.field(position);
        int at = rows.fieldStart(0, file.columns[position]);
        String text = RawText.of(window.address() + at, rows.fieldEnd(0, file.columns[position]) - at);
        return valueInWords(field, text, contradiction(field, text));
    }

    private static String valueInWords(Field field, String text, String reason) {
        return "'" + text + "' is not a valid " + field.type()
                + (reason == null ? "" : " like the values from which that type was inferred: " + reason);
    }

    private String contradiction(Field field, String text) {
        return settings.infers(field.name()) ? settings.formats().contradiction(field.type(), unquoted(text)) : null;
    }

    private String usual(Field field, String text) {
        return settings.formats().usual(field.type(), unquoted(text));
    }

    private static String unquoted(String shown) {
        return shown.length() > 1 && shown.charAt(0) == '"' ? shown.substring(1, shown.length() - 1) : shown;
    }

    private static String adviceOnContradiction(Field field) {
        return "To keep it as it is, scan with CsvOptions.builder()." + call("type", field, "DataType.STRING")
                + "; to read it as "
                + (field.type() instanceof DataType.Timestamp
                        ? "a time in UTC where it has no zone"
                        : field.type().toString())
                + " all the same: ." + call("type", field, WiderType.codeOf(field.type()));
    }

    private static String call(String method, Field field, String code) {
        return method + "(" + literal(ShownText.of(escaped(field.name()))) + ", " + code + ")";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String literal(String escaped) {
        return '"' + escaped + '"';
    }

    private String advice(Field field, String text, boolean shownAsItIs) {
        String type = WiderType.of(field.type(), text);
        StringBuilder advice = new StringBuilder("To accept it, ")
                .append(
                        settings.schema() == null
                                ? "scan with CsvOptions.builder()." + call("type", field, type)
                                : "give the column another type in the schema: " + call("add", field, type));
        if (shownAsItIs && USUAL_NULLS.contains(text.toLowerCase(Locale.ROOT).strip())) {
            List<String> tokens = new ArrayList<>(settings.nullTokens());
            tokens.add(text);
            advice.append("; if it stands for null: nullTokens(")
                    .append(tokens.stream()
                            .map(token -> literal(escaped(token)))
                            .collect(Collectors.joining(", ")))
                    .append(")");
        }
        if (type.equals("DataType.STRING") && WiderType.isForCast(field.type(), text)) {
            advice.append(".\nCasts take exponents: col(")
                    .append(literal(ShownText.of(escaped(field.name()))))
                    .append(").cast(")
                    .append(WiderType.codeOf(field.type()))
                    .append(") converts it then");
        }
        return advice.toString();
    }

    /** Where an indexed row is. */
    String place(int row) {
        return file.input.path() + ", line " + lineOf(rows.rowStart(row));
    }

    private MalformedDataException failure(
            int record, int at, String column, String what, String shownAs, int shown, int shownLength, String advice) {
        String name = file.input.path().toString();
        long line = lineOf(record);
        long offset = window.fileOffset() + at;
        String place = name + ", line " + line + ", byte " + offset
                + (file.decoding == null ? "" : file.decoding.positions())
                + (column == null ? "" : ", column " + (numberOf(column) + 1) + " '" + ShownNames.one(column) + "'");
        String message = place + ": " + what + ".\n" + shownAs + ": "
                + RawText.of(window.address() + shown, shownLength) + "\n" + advice + ".";
        return new MalformedDataException(message, name, line, offset, column);
    }

    private long lineOf(int position) {
        return LineNumber.of(
                file, window.fileOffset() + position, settings.dialect().lineEnds());
    }

    private String nameOf(int columnInFile) {
        for (int position = 0; position < file.columns.length; position++) {
            if (file.columns[position] == columnInFile) {
                return all.field(position).name();
            }
        }
        throw new IllegalStateException("no column " + columnInFile);
    }

    private int numberOf(String column) {
        return file.columns[all.indexOf(column)];
    }

    private RecordWalk walk(int record) {
        return new RecordWalk(window, window.inputSize(), settings.dialect(), record);
    }

    private int recordLength(int record) {
        return walk(record).recordEnd() - record;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
