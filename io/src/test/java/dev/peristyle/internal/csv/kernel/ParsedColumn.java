package dev.peristyle.internal.csv.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;

/**
 * A column of raw field texts laid out as an index with strides, with nasty neighbours and padding, and the buffers of a parser between
 * canaries. With a selection the texts are scattered over more rows.
 */
final class ParsedColumn implements AutoCloseable {
    static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 1000};
    private static final String[] NEIGHBOURS = {"\"", ",", "\n", "7", "-", ".", "0", "\"\"\"", "9", "e5", "\0"};

    /** The form of all parsers. */
    interface Parser {
        int parse(FieldColumn fields, ParseState state);
    }

    final TestMemory memory = new TestMemory();
    final ParseState state = new ParseState();
    final int count;
    final int rows;
    final long base;
    final long starts;
    final long ends;
    final int stride;
    final long selection;
    final long values;
    final long validity;

    ParsedColumn(List<String> texts, Random random, int valueBytes) {
        count = texts.size();
        // a field may begin where the one before in the same index ends
        boolean adjacent = random.nextBoolean();
        stride = (adjacent ? 2 : 1) + random.nextInt(3);
        boolean select = random.nextBoolean();
        rows = select ? 2 * count + 1 : count;
        starts = memory.allocate(4L * rows * stride);
        ends = adjacent ? starts + 4 : memory.allocate(4L * rows * stride);
        selection = select ? memory.allocate(4L * count) : 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String padding = NEIGHBOURS[random.nextInt(NEIGHBOURS.length)];
        for (int i = 0; i < count; i++) {
            int row = select ? 2 * i + random.nextInt(2) : i;
            if (select) {
                UnsafeApi.putInt(selection + 4L * i, row);
            }
            byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(NEIGHBOURS[random.nextInt(NEIGHBOURS.length)].getBytes(StandardCharsets.UTF_8));
            UnsafeApi.putInt(starts + 4L * row * stride, bytes.size() - 1);
            bytes.writeBytes(text);
            UnsafeApi.putInt(ends + 4L * row * stride, bytes.size());
        }
        base = memory.input(bytes.toByteArray(), padding, random.nextInt(9));
        values = memory.allocate((long) count * valueBytes);
        validity = memory.allocate((count + 63L) / 64 * 8);
    }

    /** What a parser is told: decimals have 15 digits, two of them after the point. */
    FieldColumn fields(int quote, NullTokens tokens) {
        FieldColumn fields = new FieldColumn();
        fields.base = base;
        fields.starts = starts;
        fields.startStep = 4L * stride;
        fields.ends = ends;
        fields.endStep = 4L * stride;
        fields.selection = selection;
        fields.count = count;
        fields.values = values;
        fields.validity = validity;
        fields.quote = quote;
        fields.nullTokens = tokens;
        fields.precision = 15;
        fields.scale = 2;
        return fields;
    }

    boolean present(int row) {
        return (UnsafeApi.getLong(validity + (row >> 6 << 3)) >>> (row & 63) & 1) != 0;
    }

    /** Bits of the last word after the last row. */
    long validityAfter() {
        return (count & 63) == 0 ? 0 : UnsafeApi.getLong(validity + (count >> 6 << 3)) >>> (count & 63);
    }

    @Override
    public void close() {
        memory.close();
    }
}
