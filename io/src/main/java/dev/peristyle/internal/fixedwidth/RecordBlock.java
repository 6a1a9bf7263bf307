package dev.peristyle.internal.fixedwidth;

/** Records that lie one after the other in memory, moved from block to block; what the columns of a reader are made from. */
public final class RecordBlock {
    /** Where the first one begins. */
    long address;

    /** No records yet. */
    public RecordBlock() {}

    /** Goes to other records. */
    public void moveTo(long first) {
        address = first;
    }

    /** Where the first one begins. */
    public long address() {
        return address;
    }
}
