package dev.peristyle.examples;

/** Makes the content of a generated file block by block. A block depends on its number alone, so that any thread can make it. */
interface BlockSource {

    /** Returns how many blocks the file has. */
    long blockCount();

    /**
     * Appends a block to an empty buffer; called by several threads at once.
     *
     * @param block 0 to {@code blockCount()}, exclusive
     * @param target receives the bytes
     * @return the rows that were appended
     */
    long fill(long block, ByteBlock target);

    /** A table and its name. */
    record Named(String name, BlockSource rows) {}
}
