package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.join.kernel.KeyKernel;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/** The keys of a chunk, as words that are equal where values are, and their hashes. Used again for each chunk. */
public final class KeyColumns implements AutoCloseable {

    private final int[] positions;
    private final boolean nullsMatch;
    private final KeyForm[] forms;
    private final RowLoop[] orderings;
    private final GrowingBuffer[] scratch;
    private final GrowingBuffer hashes;
    private final GrowingBuffer present;

    /** Words, addresses of texts, or values of 16 bytes of each key. */
    private final long[] words;
    /** Lengths of texts of each key. */
    private final long[] lengths;

    private final long[] validity;
    private long valid;

    /**
     * Keys of chunks of a schema.
     *
     * @param positions where the keys are in a chunk
     * @param nullsMatch whether rows that have a key without a value can match
     */
    public KeyColumns(MemoryPool pool, String owner, Schema schema, int[] positions, boolean nullsMatch) {
        int keys = positions.length;
        this.positions = positions.clone();
        this.nullsMatch = nullsMatch;
        this.forms = new KeyForm[keys];
        this.orderings = new RowLoop[keys];
        this.scratch = new GrowingBuffer[keys];
        this.words = new long[keys];
        this.lengths = new long[keys];
        this.validity = new long[keys];
        this.hashes = new GrowingBuffer(pool, owner);
        this.present = new GrowingBuffer(pool, owner);
        for (int key = 0; key < keys; key++) {
            Layout layout = schema.field(positions[key]).type().layout();
            forms[key] = KeyForm.of(layout);
            orderings[key] = forms[key] == KeyForm.WORD ? Loops.ordering(layout) : null;
            scratch[key] = new GrowingBuffer(pool, owner);
        }
    }

    /** Looks at the keys of a chunk; valid as long as it is. */
    public void load(Chunk chunk) {
        int rows = chunk.rowCount();
        long hash = hashes.ensure(8L * rows);
        valid = 0;
        if (rows == 0) {
            return;
        }
        UnsafeApi.setMemory(hash, 8L * rows, (byte) 0);
        for (int key = 0; key < positions.length; key++) {
            load(key, chunk.column(positions[key]), rows);
            hash(key, rows, hash);
        }
    }

    private void load(int key, Column column, int rows) {
        validity[key] = column.nullCount() == 0 ? 0 : column.validityAddress();
        if (validity[key] != 0 && !nullsMatch) {
            if (valid == 0) {
                long bytes = Layout.BIT.bytes(rows);
                valid = present.ensure(bytes);
                UnsafeApi.copyMemory(validity[key], valid, bytes);
                KeyKernel.clearAfter(rows, valid);
            } else {
                KeyKernel.and(rows, valid, validity[key]);
            }
        }
        words[key] = forms[key] == KeyForm.WORD ? ordered(key, column, rows) : column.valuesAddress();
        if (forms[key] == KeyForm.BYTES) {
            lengths[key] = ((ViewColumn) column).lengthsAddress();
        }
    }

    /** Places in an order are equal where values are. */
    private long ordered(int key, Column column, int rows) {
        if (column.type().layout() == Layout.INT64) {
            return column.valuesAddress();
        }
        long ordered = scratch[key].ensure(8L * rows);
        orderings[key].run(column.valuesAddress(), 0, ordered, 0, rows);
        return ordered;
    }

    private void hash(int key, int rows, long hash) {
        switch (forms[key]) {
            case WIDE -> KeyKernel.hashWide(rows, words[key], validity[key], hash);
            case BYTES -> KeyKernel.hashTexts(rows, words[key], lengths[key], validity[key], hash);
            default -> KeyKernel.hashWords(rows, words[key], validity[key], hash);
        }
    }

    /** The number of keys. */
    int count() {
        return positions.length;
    }

    /** The address of the hashes, eight bytes each. */
    public long hashes() {
        return hashes.address();
    }

    /** The address of a bitmap of the rows that can match, 0 if all can. */
    public long valid() {
        return valid;
    }

    long words(int key) {
        return words[key];
    }

    boolean isNull(int key, int row) {
        return Bits.isNull(validity[key], row);
    }

    long word(int key, int row) {
        return UnsafeApi.getLong(words[key] + 8L * row);
    }

    /** The address of a value of 16 bytes. */
    long wide(int key, int row) {
        return words[key] + 16L * row;
    }

    int length(int key, int row) {
        return UnsafeApi.getInt(lengths[key] + 4L * row);
    }

    @Override
    public void close() {
        for (GrowingBuffer buffer : scratch) {
            buffer.close();
        }
        hashes.close();
        present.close();
    }
}
