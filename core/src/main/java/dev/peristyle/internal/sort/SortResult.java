package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;

/** Rows in order, delivered once. */
interface SortResult extends AutoCloseable {

    /** The next rows, valid until the next call; null at the end. */
    Chunk next();

    @Override
    void close();
}
