package dev.peristyle.fuzz;

import dev.peristyle.error.RecordFault;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.fuzz.CsvRules.Bad;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV by the rules that are documented for {@code CsvOptions}, {@code InvalidBytes} and {@code BadRows}, one byte after the other, all of it in memory:
 * written to be compared with and not to be fast, and apart from what it is compared with.
 */
public final class CsvMachine {
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final int UNDECIDED = -1;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * A record that is wrong.
     *
     * @param line where it begins, from 1
     * @param offset where it begins, from 0
     * @param column to blame, or empty
     * @param text without its line end
     */
    public record Wrong(long line, long offset, RecordFault fault, String column, String text) {}

    /** What cannot be read at all, for example because the header has other names, or null. */
    String refused;

    /** Rows; where bad records fail, those before the first. */
    public final List<List<String>> rows = new ArrayList<>();

    /** Records that are rejected. */
    final List<Wrong> rejects = new ArrayList<>();

    /** Comments, each with its line before it. */
    final List<String> comments = new ArrayList<>();

    /** The record that ends the reading, or null. */
    public Wrong error;

    /** Records of which fields are missing or left out, and that are rows nevertheless. */
    int padded;

    int truncated;

    /** What a message has to say of the record that ends the reading. */
    private String told;

    /** Whether a message says what is wrong with the record that ends the reading. */
    public boolean isTold(String message) {
        return message.contains(told);
    }

    private record Field(int start, int end, String raw, String value, boolean quoted) {}

    private final String input;
    private final CsvRules rules;
    private int position;

    /** Where what can be seen of a record ends, and whether the input goes on there. */
    private int limit;

    private boolean cut;

    /** Whether the line that was left out goes on beyond what can be seen. */
    private boolean unfinished;

    private RecordFault fault;

    /** In words. */
    private String faultInWords;

    /** Where the last quote opened. */
    private int opened;

    /** Reads an input, given as {@link Bytes}. */
    public CsvMachine(String input, CsvRules rules) {
        this.input = input;
        this.rules = rules;
        position = input.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        seeAll();
        for (int line = 0; line < rules.skippedLines() && refused == null; line++) {
            refused = position == input.length() ? "fewer lines than are to be skipped" : null;
            skipLine();
        }
        if (refused == null && rules.header()) {
            header();
        }
        while (refused == null && error == null && position < input.length()) {
            int start = position;
            see();
            boolean skipped = skipComment() || rules.columns() > 1 && skipBlank();
            if (skipped && unfinished) {
                // what is no record is not longer than one either
                position = start;
                fault = RecordFault.TOO_LONG;
                passOver(start);
            } else if (!skipped) {
                next();
            }
            seeAll();
        }
    }

    /** No more than a record may have. */
    private void see() {
        limit = (int) Math.min(input.length(), (long) position + rules.maximumRecordSize());
        cut = limit < input.length();
    }

    private void seeAll() {
        limit = input.length();
        cut = false;
    }

    private void header() {
        while (position < input.length() && (skipComment() || skipBlank())) {
            seeAll();
        }
        if (position == input.length()) {
            return;
        }
        int start = position;
        List<Field> fields = record();
        if (fault != null) {
            refused = "the header is wrong: " + fault;
            return;
        }
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.value));
        List<String> wanted = rules.schema().names();
        boolean oneMore = rules.bad() == Bad.REJECT_BUT_PAD_AND_TRUNCATE
                && names.size() == wanted.size() + 1
                && names.size() > 1
                && names.get(wanted.size()).isEmpty();
        if (oneMore) {
            names.remove(wanted.size());
        }
        boolean isText = rules.invalidBytes() != InvalidBytes.ERROR || firstInvalid(start, position) < 0;
        refused = names.equals(wanted) && isText ? null : "the header " + names;
        seeAll();
    }

    private void next() {
        int start = position;
        List<Field> fields = record();
        if (fault != null) {
            passOver(start);
            return;
        }
        int after = position;
        seeAll();
        int recordEnd = fields.get(fields.size() - 1).end;
        while (recordEnd < after && lineEndAt(recordEnd) == 0) {
            recordEnd++;
        }
        boolean mend = rules.bad() == Bad.REJECT_BUT_PAD_AND_TRUNCATE;
        boolean few = fields.size() < rules.columns();
        boolean many = fields.size() > rules.columns();
        if ((few || many) && !mend) {
            faultInWords = "the record has " + counted(fields.size(), "field") + ", but there are "
                    + counted(rules.columns(), "column");
            wrong(start, recordEnd, few ? RecordFault.TOO_FEW_FIELDS : RecordFault.TOO_MANY_FIELDS, "");
            position = after;
            return;
        }
        int invalid = rules.invalidBytes() == InvalidBytes.ERROR ? firstInvalid(start, recordEnd) : -1;
        if (invalid >= 0) {
            faultInWords = "UTF-8";
            wrong(start, recordEnd, RecordFault.INVALID_ENCODING, columnAt(fields, invalid));
            position = after;
            return;
        }
        if (rules.numbers() && !isNull(fields.get(0)) && !isLong(fields.get(0))) {
            faultInWords = "' is not a valid long";
            wrong(start, recordEnd, RecordFault.NOT_CONVERTIBLE, "c0");
            position = after;
            return;
        }
        position = after;
        padded += few ? 1 : 0;
        truncated += many ? 1 : 0;
        List<String> row = new ArrayList<>();
        for (int column = 0; column < rules.columns(); column++) {
            row.add(column < fields.size() ? value(fields.get(column), column) : null);
        }
        rows.add(row);
    }

    /** Goes on after the line on which the last quote opened, or which goes on beyond the longest record. */
    private void passOver(int start) {
        position = fault == RecordFault.TOO_LONG ? limit : opened;
        if (fault == RecordFault.TOO_LONG) {
            faultInWords = "the record is longer than " + rules.maximumRecordSize() + " bytes";
        }
        seeAll();
        while (position < limit && lineEnd() == 0) {
            position++;
        }
        wrong(start, position, fault, "");
        position += lineEnd();
    }

    private void wrong(int start, int end, RecordFault what, String column) {
        String text = input.substring(start, Math.min(end, start + rules.maximumRecordSize()));
        Wrong found = new Wrong(lineOf(start), start, what, column, text);
        if (rules.bad() == Bad.FAIL) {
            error = found;
            told = faultInWords;
        } else {
            rejects.add(found);
        }
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private String columnAt(List<Field> fields, int at) {
        int column = 0;
        while (column + 1 < fields.size() && fields.get(column + 1).start <= at) {
            column++;
        }
        return column < rules.columns() ? "c" + column : "";
    }

    /** Of a number: a text for null is one in quotes too, as it is written there. */
    private boolean isNull(Field field) {
        String written = field.quoted ? field.raw.substring(1, field.raw.length() - 1) : field.raw;
        return written.isEmpty() || rules.nullTokens().contains(written);
    }

    private String value(Field field, int column) {
        if (column == 0 && rules.numbers()) {
            return isNull(field) ? null : new BigInteger(field.value).toString();
        }
        boolean isNull =
                !field.quoted && (field.raw.isEmpty() || rules.nullTokens().contains(field.raw));
        return isNull ? null : Bytes.text(field.value);
    }

    private boolean isLong(Field field) {
        String text = field.value;
        if (field.raw.indexOf(rules.escape()) >= 0 || !text.matches("[+-]?[0-9]+")) {
            return false;
        }
        BigInteger value = new BigInteger(text);
        return value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0;
    }

    private int firstInvalid(int start, int end) {
        ByteBuffer bytes = ByteBuffer.wrap(input.substring(start, end).getBytes(StandardCharsets.ISO_8859_1));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, CharBuffer.allocate(end - start + 1), true);
        return result.isError() ? start + bytes.position() : -1;
    }

    private int lineOf(int start) {
        int line = 1;
        int at = 0;
        while (at < start) {
            int end = lineEndAt(at);
            line += end > 0 ? 1 : 0;
            at += Math.max(1, end);
        }
        return line;
    }

    private boolean is(int character) {
        return character >= 0 && position < limit && input.charAt(position) == character;
    }

    private boolean isBlank(int at) {
        char current = input.charAt(at);
        return rules.trim()
                && (current == ' ' || current == '\t')
                && current != rules.delimiter().charAt(0);
    }

    private int delimiter() {
        int length = rules.delimiter().length();
        if (position + length > limit) {
            boolean begins = rules.delimiter().startsWith(input.substring(position, limit));
            return begins && cut && position < limit ? UNDECIDED : 0;
        }
        return input.startsWith(rules.delimiter(), position) ? length : 0;
    }

    private int lineEnd() {
        return position == limit ? 0 : lineEndAt(position);
    }

    private int lineEndAt(int at) {
        char current = input.charAt(at);
        boolean pair = current == '\r' && at + 1 < limit && input.charAt(at + 1) == '\n';
        boolean last = current == '\r' && at + 1 == limit;
        return switch (rules.lineEnd()) {
            case LINE_FEED_OR_BOTH -> current == '\n' ? 1 : pair ? 2 : last ? cut ? UNDECIDED : 1 : 0;
            case LINE_FEED -> current == '\n' ? 1 : 0;
            case BOTH -> pair ? 2 : last && cut ? UNDECIDED : 0;
            case CARRIAGE_RETURN -> current == '\r' ? 1 : 0;
            case ANY -> current == '\n' ? 1 : pair ? 2 : last && cut ? UNDECIDED : current == '\r' ? 1 : 0;
        };
    }

    private void skipLine() {
        while (position < limit && lineEnd() == 0) {
            position++;
        }
        endLine();
    }

    private void endLine() {
        // half of a line end is none in sight
        unfinished = cut && lineEnd() <= 0;
        position = lineEnd() < 0 ? limit : position + lineEnd();
    }

    private boolean skipComment() {
        if (!is(rules.comment())) {
            return false;
        }
        int start = position;
        skipLine();
        int end = start;
        while (end < position && lineEndAt(end) == 0) {
            end++;
        }
        comments.add(lineOf(start) + ": " + Bytes.text(input.substring(start + 1, end)));
        return true;
    }

    private boolean skipBlank() {
        int start = position;
        skipBlanks();
        if (position == limit || lineEnd() != 0) {
            endLine();
            return true;
        }
        position = start;
        return false;
    }

    private void skipBlanks() {
        while (position < limit && isBlank(position)) {
            position++;
        }
    }

    /** Reads a record that is no longer than it may be; else {@link #fault} says why it is none. */
    private List<Field> record() {
        fault = null;
        see();
        List<Field> fields = new ArrayList<>();
        while (true) {
            skipBlanks();
            fields.add(is(rules.quote()) ? quoted() : plain());
            if (fault != null) {
                faultInWords = ", field " + fields.size() + ", is not closed ";
                return fields;
            }
            if (position == limit) {
                fault = cut ? RecordFault.TOO_LONG : null;
                return fields;
            }
            int delimiter = delimiter();
            int lineEnd = delimiter == 0 ? lineEnd() : 0;
            if (delimiter < 0 || lineEnd < 0) {
                fault = RecordFault.TOO_LONG;
                return fields;
            }
            if (lineEnd > 0) {
                position += lineEnd;
                return fields;
            }
            if (delimiter == 0) {
                fault = RecordFault.MALFORMED_QUOTES;
                faultInWords = "text follows the closing quote of field " + fields.size() + " at byte " + position;
                return fields;
            }
            position += delimiter;
        }
    }

    private Field quoted() {
        int start = position;
        opened = position;
        StringBuilder value = new StringBuilder();
        position++;
        while (position < limit) {
            boolean more = position + 1 < limit;
            if (is(rules.escape()) && more) {
                value.append(input.charAt(position + 1));
                position += 2;
            } else if (!is(rules.quote())) {
                value.append(input.charAt(position));
                position++;
            } else if (more && input.charAt(position + 1) == rules.quote()) {
                value.append((char) rules.quote());
                position += 2;
            } else {
                position++;
                Field field = new Field(start, position, input.substring(start, position), value.toString(), true);
                skipBlanks();
                return field;
            }
        }
        fault = RecordFault.MALFORMED_QUOTES;
        return null;
    }

    private Field plain() {
        int start = position;
        int end = position;
        StringBuilder value = new StringBuilder();
        int kept = 0;
        while (position < limit && delimiter() == 0 && lineEnd() == 0) {
            boolean escaped = is(rules.escape()) && position + 1 < limit;
            boolean blank = isBlank(position);
            position += escaped ? 1 : 0;
            value.append(input.charAt(position));
            position++;
            if (!blank || escaped) {
                kept = value.length();
                end = position;
            }
        }
        if (rules.trim()) {
            value.setLength(kept);
        }
        int fieldEnd = rules.trim() ? end : position;
        return new Field(start, fieldEnd, input.substring(start, fieldEnd), value.toString(), false);
    }

    /** Rows and what is wrong, on one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(text.isEmpty() ? "" : " ").append('[');
            for (int column = 0; column < row.size(); column++) {
                String value = row.get(column);
                text.append(column > 0 ? "|" : "")
                        .append(value == null ? "null" : "<" + Bytes.shown(Bytes.of(value)) + ">");
            }
            text.append(']');
        }
        List<Wrong> wrong = error == null ? rejects : List.of(error);
        for (Wrong each : wrong) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(error == null ? "rejected" : "fails")
                    .append(" at line " + each.line + ", byte " + each.offset + ": ")
                    .append(each.fault)
                    .append(each.column.isEmpty() ? "" : " " + each.column)
                    .append(" <" + Bytes.shown(each.text) + ">");
        }
        return refused == null ? text.toString() : "refused";
    }
}
