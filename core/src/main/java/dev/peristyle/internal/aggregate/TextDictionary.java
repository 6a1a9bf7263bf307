package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.aggregate.kernel.TextProbe;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Numbers texts, and all else that is held as bytes, byte for byte. Keeps its own copy of each. */
final class TextDictionary implements Dictionary {

    private static final int MIN_BITS = 6;
    // loops over texts of one byte, of up to 16 bytes, and of any length
    private static final int SINGLE_BYTES = 0;
    private static final int SHORT_TEXTS = 1;
    private static final int ALL_TEXTS = 2;
    // where more than one text in so many is too long for a loop, the next wider one is faster
    private static final int ROWS_A_DETOUR = 16;
    // a collision costs a mispredicted branch, more than the emptiness of a table that stays in the cache
    private static final int SPARSE_BITS = 12;
    private static final int SPARSE = 8;
    private static final int DENSE = 2;

    private final MemoryPool pool;
    private final String owner;
    private final ByteViews views;
    private final OwnedTexts arena;
    private final GrowingBuffer addresses;
    private final GrowingBuffer lengths;
    private OpenTable table;
    // codes + 1 by the byte of texts of one byte, such as flags; null before there is one
    private OpenTable singles;
    private boolean onlySingles = true;
    private int size;
    private int nullCode = NO_CODE;

    TextDictionary(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
        this.views = new ByteViews(pool, owner);
        this.arena = new OwnedTexts(pool, owner);
        this.addresses = new GrowingBuffer(pool, owner);
        this.lengths = new GrowingBuffer(pool, owner);
        this.table = new OpenTable(pool, owner, TextProbe.ENTRY, MIN_BITS);
    }

    @Override
    public int size() {
        return size;
    }

    /** Where the bytes of a text are; they stay there. */
    long address(int code) {
        return UnsafeApi.getLong(addresses.address() + 8L * code);
    }

    /** How many bytes a text has. */
    int length(int code) {
        return UnsafeApi.getInt(lengths.address() + 4L * code);
    }

    @Override
    public int nullCode() {
        return nullCode;
    }

    @Override
    public void encode(int rows, Column column, long codes) {
        views.bind(column, rows);
        encode(0, rows, views.addresses, views.lengths, views.validity, codes);
    }

    /** Runs the narrowest loop that may do; where too many rows need a detour, goes on with the next wider one. */
    private void encode(int from, int rows, long texts, long textLengths, long validity, long codes) {
        int loop = narrowestLoop();
        int detours = detours(rows - from);
        int row = from;
        while (true) {
            row = switch (loop) {
                case SINGLE_BYTES ->
                    TextProbe.probeSingle(row, rows, texts, textLengths, validity, nullCode, singles.address(), codes);
                case SHORT_TEXTS ->
                    TextProbe.probeShort(
                            row, rows, texts, textLengths, validity, nullCode, table.address(), table.shift(), codes);
                default -> probe(row, rows, texts, textLengths, validity, codes);
            };
            if (row == rows) {
                return;
            }
            if (loop != ALL_TEXTS && probe(row, row + 1, texts, textLengths, validity, codes) > row) {
                detours--;
                if (detours == 0) {
                    loop++;
                    detours = detours(rows - row);
                }
            } else {
                addRow(row, texts, textLengths, validity, codes);
            }
            row++;
        }
    }

    @Override
    public void find(int rows, Column column, int known, long codes) {
        views.bind(column, rows);
        int row = 0;
        while (true) {
            row = probe(row, rows, views.addresses, views.lengths, views.validity, codes);
            if (row == rows) {
                break;
            }
            UnsafeApi.putInt(codes + 4L * row, NO_CODE);
            row++;
        }
        CountKernel.forget(rows, codes, known);
    }

    @Override
    public long growth(int rows, Column column) {
        return addresses.growth(8L * (size + rows))
                + lengths.growth(4L * (size + rows))
                + table.growth(TextProbe.ENTRY, (long) size + rows, SPARSE)
                + arena.growth(ByteViews.totalLength(column, rows));
    }

    private int narrowestLoop() {
        if (singles != null && onlySingles) {
            return SINGLE_BYTES;
        }
        // in a dense table too many texts are not where they are looked for first
        return table.bits() <= SPARSE_BITS ? SHORT_TEXTS : ALL_TEXTS;
    }

    private static int detours(int rows) {
        return 1 + rows / ROWS_A_DETOUR;
    }

    private int probe(int from, int rows, long texts, long textLengths, long validity, long codes) {
        return TextProbe.probe(
                from,
                rows,
                texts,
                textLengths,
                validity,
                nullCode,
                table.address(),
                table.shift(),
                addresses.address(),
                codes);
    }

    private void addRow(int row, long texts, long textLengths, long validity, long codes) {
        boolean isNull = Bits.isNull(validity, row);
        int code =
                isNull ? addNull() : add(UnsafeApi.getLong(texts + 8L * row), UnsafeApi.getInt(textLengths + 4L * row));
        UnsafeApi.putInt(codes + 4L * row, code);
    }

    private int add(long address, int length) {
        int code = append(arena.copy(address, length), length);
        if (isFull()) {
            OpenTable larger = new OpenTable(pool, owner, TextProbe.ENTRY, table.bits() + 1);
            TextProbe.rehash(table.address(), table.entries(), larger.address(), larger.shift());
            table.close();
            table = larger;
        }
        TextProbe.insert(address, length, code, table.address(), table.shift());
        if (length == 1) {
            addSingle(UnsafeApi.getByte(address) & 0xFF, code);
        } else {
            onlySingles = false;
        }
        return code;
    }

    private void addSingle(int text, int code) {
        if (singles == null) {
            singles = new OpenTable(pool, owner, Integer.BYTES, Byte.SIZE);
        }
        UnsafeApi.putInt(singles.address() + 4L * text, code + 1);
    }

    private boolean isFull() {
        int sparseness = table.bits() <= SPARSE_BITS ? SPARSE : DENSE;
        return (long) size * sparseness > table.entries() && table.bits() < OpenTable.MAX_BITS;
    }

    private int addNull() {
        nullCode = append(0, 0);
        return nullCode;
    }

    private int append(long address, int length) {
        OpenTable.checkRoom(size, owner);
        addresses.ensureKept(8L * (size + 1));
        lengths.ensureKept(4L * (size + 1));
        UnsafeApi.putLong(addresses.address() + 8L * size, address);
        UnsafeApi.putInt(lengths.address() + 4L * size, length);
        return size++;
    }

    @Override
    public void encodeAll(Dictionary other, long codes) {
        TextDictionary that = (TextDictionary) other;
        long texts = that.addresses.address();
        long textLengths = that.lengths.address();
        int nullRow = that.nullCode;
        if (nullRow == NO_CODE) {
            encode(0, that.size, texts, textLengths, 0, codes);
            return;
        }
        encode(0, nullRow, texts, textLengths, 0, codes);
        UnsafeApi.putInt(codes + 4L * nullRow, nullCode == NO_CODE ? addNull() : nullCode);
        encode(nullRow + 1, that.size, texts, textLengths, 0, codes);
    }

    @Override
    public int decode(int count, long codes, ColumnBuffer out) {
        Layout layout = out.column().type().layout();
        out.setAllPresent();
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            int code = UnsafeApi.getInt(codes + 4L * row);
            long address = UnsafeApi.getLong(addresses.address() + 8L * code);
            ByteViews.write(layout, address, UnsafeApi.getInt(lengths.address() + 4L * code), out, row);
            if (code == nullCode) {
                WordCells.setBit(out.validityAddress(), row, false);
                nulls++;
            }
        }
        return nulls;
    }

    @Override
    public void close() {
        views.close();
        arena.close();
        addresses.close();
        lengths.close();
        table.close();
        if (singles != null) {
            singles.close();
        }
    }
}
