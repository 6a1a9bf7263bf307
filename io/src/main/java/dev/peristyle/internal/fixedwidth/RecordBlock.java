package dev.peristyle.internal.fixedwidth;

/** Records that lie one after the other in memory, moved from block to block; what the columns of a reader are made from. */
final class RecordBlock {
    /** Where the first one begins. */
    long address;
}
