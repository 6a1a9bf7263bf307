package dev.peristyle.internal.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a CSV file means, one byte after the other: slow, plain, and written without looking at the real reader. */
final class SlowReader {

    /** A field: its text, and whether it was in quotes. */
    record FieldText(String text, boolean quoted) {}

    private SlowReader() {}

    /** All records, blank lines left out unless every record has one field. */
    static List<List<FieldText>> read(byte[] content, char delimiter, char quote, boolean oneColumn) {
        List<List<FieldText>> records = new ArrayList<>();
        List<FieldText> record = new ArrayList<>();
        java.io.ByteArrayOutputStream field = new java.io.ByteArrayOutputStream();
        boolean quoted = false;
        int position = 0;
        boolean pending = false;
        while (position < content.length) {
            char current = (char) (content[position] & 0xFF);
            pending = true;
            if (current == quote && field.size() == 0 && !quoted) {
                quoted = true;
                position++;
                while (true) {
                    if (position == content.length) {
                        throw new IllegalStateException("unclosed");
                    }
                    char inside = (char) (content[position] & 0xFF);
                    if (inside == quote) {
                        if (position + 1 < content.length && content[position + 1] == quote) {
                            field.write(quote);
                            position += 2;
                            continue;
                        }
                        position++;
                        break;
                    }
                    field.write(inside);
                    position++;
                }
                continue;
            }
            if (current == delimiter) {
                record.add(new FieldText(field.toString(StandardCharsets.UTF_8), quoted));
                field.reset();
                quoted = false;
            } else if (current == '\n'
                    || (current == '\r' && position + 1 < content.length && content[position + 1] == '\n')) {
                position += current == '\r' ? 1 : 0;
                record.add(new FieldText(field.toString(StandardCharsets.UTF_8), quoted));
                field.reset();
                add(record, records, oneColumn);
                record = new ArrayList<>();
                quoted = false;
                pending = false;
            } else {
                field.write(current);
            }
            position++;
        }
        if (pending) {
            record.add(new FieldText(field.toString(StandardCharsets.UTF_8), quoted));
            add(record, records, oneColumn);
        }
        return records;
    }

    private static void add(List<FieldText> record, List<List<FieldText>> records, boolean oneColumn) {
        boolean blank = record.size() == 1
                && record.get(0).text().isEmpty()
                && !record.get(0).quoted();
        if (!blank || oneColumn) {
            records.add(record);
        }
    }
}
