package dev.peristyle.internal.cache;

import dev.peristyle.column.Table;
import dev.peristyle.column.TableColumn;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.agrona.UnsafeApi;

/**
 * The rows of a table on disk, in pieces of so many rows that one is quickly read and has room where there is little. Of each column of a piece up to
 * three records: which rows have values, the values as they lie in the table, and the bytes of its texts. Written by one thread, read by any number; given back when it is closed and the last
 * reader is gone. Thread-safe.
 */
final class DiskCopy {

    private static final int PARTS = 3;
    private static final int VALIDITY = 0;
    private static final int VALUES = 1;
    private static final int TEXT = 2;

    /** What a piece should take at most; it has 64 rows at least, so that it begins at a word of a bitmap. */
    private static final long PIECE_BYTES = 256 << 10;

    /** What the texts of one piece should take at most, where some are much longer than others. */
    private static final long MAX_TEXT_BYTES = 1 << 20;

    /** Below this on average, what is known of pieces would take too much beside them. */
    private static final long LEAST_PIECE_BYTES = 8 << 10;

    private static final int MIN_SHIFT = 6;

    /** There is nothing to read. */
    private static final long NONE = -1;

    private final String owner;
    private final Schema schema;
    private final long rowCount;
    private final int pieceShift;
    private final SpillArea area;
    private final SpillFile file;
    /** By column, where the parts of each piece are. */
    private final long[][] places;

    private volatile boolean damaged;
    private int readers = 1;

    private DiskCopy(Table table, SpillArea area, String owner) {
        this.owner = owner;
        this.schema = table.schema();
        this.rowCount = table.rowCount();
        this.pieceShift = pieceShift(table);
        this.area = area;
        this.places = new long[schema.size()][PARTS * pieces()];
        this.file = area.create(owner);
    }

    /**
     * Writes the rows of a table that is no slice. Takes no memory of the pool.
     *
     * @param owner whose rows they are, for messages
     * @throws PeristyleException if they cannot be written; nothing is left then
     */
    static DiskCopy write(Table table, Supplier<SpillArea> areas, String owner) {
        SpillArea area = areas.get();
        try {
            DiskCopy copy = new DiskCopy(table, area, owner);
            int batchShift = table.batchShift();
            for (int piece = 0; piece < copy.pieces(); piece++) {
                long row = (long) piece << copy.pieceShift;
                int batch = (int) (row >>> batchShift);
                int first = (int) row & (1 << batchShift) - 1;
                for (int column = 0; column < copy.places.length; column++) {
                    copy.write(table.column(column), batch, first, column, piece);
                }
            }
            return copy;
        } catch (Throwable failure) {
            try {
                area.close();
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static int pieceShift(Table table) {
        long rowBytes = table.memorySize().total() / Math.max(1, table.rowCount());
        int shift = table.batchShift();
        while (shift > MIN_SHIFT && rowBytes << shift > PIECE_BYTES) {
            shift--;
        }
        while (shift > MIN_SHIFT
                && rowBytes << shift >= 2 * LEAST_PIECE_BYTES
                && heaviestText(table, shift) > MAX_TEXT_BYTES) {
            shift--;
        }
        return shift;
    }

    /** The most bytes of texts that a piece would have. */
    private static long heaviestText(Table table, int shift) {
        long rowCount = table.rowCount();
        int batchShift = table.batchShift();
        long heaviest = 0;
        for (long row = 0; row < rowCount; row += 1L << shift) {
            int batch = (int) (row >>> batchShift);
            int first = (int) row & (1 << batchShift) - 1;
            long rows = Math.min(1L << shift, rowCount - row);
            long bytes = 0;
            for (int column = 0; column < table.schema().size(); column++) {
                if (table.schema().field(column).type().layout() == Layout.VIEW) {
                    long offsets = table.column(column).valuesAddress(batch) + 4L * first;
                    bytes += UnsafeApi.getInt(offsets + 4 * rows) - UnsafeApi.getInt(offsets);
                }
            }
            heaviest = Math.max(heaviest, bytes);
        }
        return heaviest;
    }

    /** Writes rows of a batch, from one on whose number is a multiple of 64. */
    private void write(TableColumn from, int batch, int first, int column, int piece) {
        Layout layout = layout(column);
        int rows = rows(piece);
        long validity = from.validityAddress(batch);
        long[] targets = places[column];
        int parts = PARTS * piece;
        targets[parts + VALIDITY] = validity == 0 ? NONE : append(validity + first / 8, Layout.BIT.bytes(rows));
        targets[parts + TEXT] = NONE;
        if (layout == Layout.VIEW) {
            long offsets = from.valuesAddress(batch) + 4L * first;
            int start = UnsafeApi.getInt(offsets);
            targets[parts + VALUES] = append(offsets, 4L * rows + 4);
            targets[parts + TEXT] =
                    append(from.textAddress(batch) + start, UnsafeApi.getInt(offsets + 4L * rows) - start);
        } else {
            targets[parts + VALUES] = append(from.valuesAddress(batch) + layout.bytes(first), layout.bytes(rows));
        }
    }

    private long append(long address, long bytes) {
        return bytes == 0 ? NONE : file.append(address, bytes);
    }

    Layout layout(int column) {
        return schema.field(column).type().layout();
    }

    Schema schema() {
        return schema;
    }

    long rowCount() {
        return rowCount;
    }

    int pieces() {
        return Math.toIntExact((rowCount + (1L << pieceShift) - 1) >>> pieceShift);
    }

    int rows(int piece) {
        return (int) Math.min(1L << pieceShift, rowCount - ((long) piece << pieceShift));
    }

    /** What it takes on the disk. */
    long bytes() {
        return area.bytes();
    }

    /** Whether something of it could not be read. */
    boolean isDamaged() {
        return damaged;
    }

    /** How many bytes say which rows of a piece have values, 0 if all have. */
    long validityBytes(int column, int piece) {
        return places[column][PARTS * piece + VALIDITY] == NONE ? 0 : Layout.BIT.bytes(rows(piece));
    }

    /** Reads which rows have values. */
    void readValidity(int column, int piece, long address) {
        read(column, PARTS * piece + VALIDITY, address, validityBytes(column, piece));
    }

    /** What values take: of texts where each begins and where the last one ends, counted from anywhere. */
    long valueBytes(int column, int piece) {
        Layout layout = layout(column);
        return layout == Layout.VIEW ? 4L * rows(piece) + 4 : layout.bytes(rows(piece));
    }

    void readValues(int column, int piece, long address) {
        read(column, PARTS * piece + VALUES, address, valueBytes(column, piece));
    }

    /** Reads the bytes of all texts. */
    void readText(int column, int piece, long address, long bytes) {
        read(column, PARTS * piece + TEXT, address, bytes);
    }

    private void read(int column, int part, long address, long bytes) {
        if (bytes == 0) {
            return;
        }
        try {
            file.read(places[column][part], address, bytes);
        } catch (CancelledException failure) {
            // an interrupted thread closes the file for all
            damaged = true;
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            throw new DataAccessException(
                    "the rows of the " + owner
                            + " cannot be read back from disk: another run that read them was interrupted,"
                            + " which closed their file. Run again: they are computed again",
                    failure);
        } catch (PeristyleException failure) {
            damaged = true;
            throw failure;
        }
    }

    /** One more who reads; false if it is gone. */
    synchronized boolean retain() {
        if (readers == 0) {
            return false;
        }
        readers++;
        return true;
    }

    /** Something that gives back, once, what was {@linkplain #retain() retained}. */
    AutoCloseable reading() {
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                release();
            }
        };
    }

    /** One less, or whoever has it does not need it any more. */
    void release() {
        synchronized (this) {
            if (--readers > 0) {
                return;
            }
        }
        try {
            file.close();
        } finally {
            area.close();
        }
    }
}
