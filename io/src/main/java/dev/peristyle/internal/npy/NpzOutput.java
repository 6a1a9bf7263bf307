package dev.peristyle.internal.npy;

import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SpillFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Takes records and makes an array of each field. An archive has one array after the other, and rows come row by row: so fields are collected column by
 * column, spilled in pieces, and put together at the end, when it is known how many rows there are. Not thread-safe.
 */
final class NpzOutput implements Output {
    /** Of a column, what is collected before it is spilled; less where memory is short. */
    private static final long MAX_PIECE_BYTES = 1 << 20;

    /** Of the memory limit, what all columns together collect. */
    private static final int PARTS_OF_LIMIT = 8;

    private final OutputFile output;
    private final RecordFormat format;
    private final boolean isDeflated;
    private final RunContext context;
    private final List<ArrayColumn> columns = new ArrayList<>();
    private SpillFile spilled;
    private long rows;

    /**
     * No rows yet.
     *
     * @param output closed with this
     */
    NpzOutput(OutputFile output, RecordFormat format, boolean isDeflated, RunContext context) {
        this.output = output;
        this.format = format;
        this.isDeflated = isDeflated;
        this.context = context;
        long share = context.memory().limit() / PARTS_OF_LIMIT / format.fields().size();
        for (FieldFormat field : format.fields()) {
            columns.add(new ArrayColumn(field, Math.min(MAX_PIECE_BYTES, share), context.memory()));
        }
    }

    @Override
    public void write(long address, long length) {
        long count = length / format.recordLength();
        for (ArrayColumn column : columns) {
            column.add(address, count);
        }
        rows += count;
    }

    @Override
    public void commit() {
        try (ZipOutput zip = new ZipOutput(output, isDeflated, context.memory())) {
            for (ArrayColumn column : columns) {
                zip.begin(column.field.name(), NpyText.of(column.field).bytes(rows), column.bytes(rows));
                column.drain(zip);
                zip.end();
            }
            zip.finish();
        }
        output.commit();
    }

    private SpillFile spilled() {
        if (spilled == null) {
            spilled = context.spill("npz: columns of " + output.file());
        }
        return spilled;
    }

    @Override
    public void close() {
        try {
            columns.forEach(ArrayColumn::close);
            if (spilled != null) {
                spilled.close();
            }
        } finally {
            output.close();
        }
    }

    /** The values of a field, one after the other. */
    private final class ArrayColumn implements AutoCloseable {
        private final FieldFormat field;
        private final int width;
        private final int pieceRows;
        private final GrowingBuffer buffer;
        private int held;

        /** Where pieces are, each of as many rows. */
        private long[] pieces = new long[16];

        private int count;

        ArrayColumn(FieldFormat field, long pieceBytes, MemoryPool pool) {
            this.field = field;
            this.width = field.storage().bytes();
            this.pieceRows = (int) Math.max(1, pieceBytes / width);
            this.buffer = new GrowingBuffer(pool, "npz: column " + field.name());
        }

        long bytes(long allRows) {
            return allRows * width;
        }

        /** Takes the field of so many records. */
        void add(long records, long more) {
            long done = 0;
            while (done < more) {
                int part = (int) Math.min(more - done, pieceRows - held);
                buffer.ensureKept((long) (held + part) * width);
                copy(
                        records + done * format.recordLength() + field.offset(),
                        buffer.address() + (long) held * width,
                        part);
                held += part;
                done += part;
                if (held == pieceRows) {
                    spill();
                }
            }
        }

        private void copy(long source, long target, int part) {
            int length = format.recordLength();
            if (width == Long.BYTES) {
                for (int row = 0; row < part; row++) {
                    UnsafeApi.putLong(target + 8L * row, UnsafeApi.getLong(source + (long) row * length));
                }
            } else if (width == Integer.BYTES) {
                for (int row = 0; row < part; row++) {
                    UnsafeApi.putInt(target + 4L * row, UnsafeApi.getInt(source + (long) row * length));
                }
            } else {
                for (int row = 0; row < part; row++) {
                    UnsafeApi.copyMemory(source + (long) row * length, target + (long) row * width, width);
                }
            }
        }

        private void spill() {
            if (count == pieces.length) {
                pieces = Arrays.copyOf(pieces, 2 * count);
            }
            pieces[count++] = spilled().append(buffer.address(), (long) held * width);
            held = 0;
        }

        /** Hands out all values in their order. */
        void drain(ZipOutput target) {
            long rest = (long) held * width;
            long piece = (long) pieceRows * width;
            buffer.ensureKept(rest + piece);
            for (int at = 0; at < count; at++) {
                spilled().read(pieces[at], buffer.address() + rest, piece);
                spilled().free(pieces[at], piece);
                target.write(buffer.address() + rest, piece);
                context.advance(0, 0);
            }
            if (rest > 0) {
                target.write(buffer.address(), rest);
            }
            buffer.close();
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
