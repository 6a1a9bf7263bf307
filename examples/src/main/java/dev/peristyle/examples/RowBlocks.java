package dev.peristyle.examples;

/** Makes a file of rows of which each depends on its number alone. */
abstract class RowBlocks implements BlockSource {

    private static final int ROWS_A_BLOCK = 1 << 16;

    private final String header;
    private final long rows;

    /**
     * Describes a file.
     *
     * @param header its first line, without the line feed
     * @param rows how many rows follow
     */
    RowBlocks(String header, long rows) {
        this.header = header;
        this.rows = rows;
    }

    /** Appends a row of at most 512 bytes; called by several threads at once. */
    abstract void putRow(long row, ByteBlock target);

    @Override
    public final long blockCount() {
        return (rows + ROWS_A_BLOCK - 1) / ROWS_A_BLOCK;
    }

    @Override
    public final long fill(long block, ByteBlock target) {
        if (block == 0) {
            target.reserveRow();
            target.putAscii(header);
            target.put('\n');
        }
        long first = block * ROWS_A_BLOCK;
        long end = Math.min(rows, first + ROWS_A_BLOCK);
        for (long row = first; row < end; row++) {
            target.reserveRow();
            putRow(row, target);
            target.put('\n');
        }
        return end - first;
    }
}
