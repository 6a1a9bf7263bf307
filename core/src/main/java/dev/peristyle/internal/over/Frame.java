package dev.peristyle.internal.over;

/** Which rows of its partition a function looks at for a row. Bounds are rows themselves: both are part of the frame. */
public sealed interface Frame {

    /** As {@link Rows#from}: the first row of the partition. */
    long START = Long.MIN_VALUE;

    /** As {@link Rows#to}: the last row of the partition. */
    long END = Long.MAX_VALUE;

    /** The frame as text, for plans. */
    String describe();

    /** From the first row of the partition to the last one that is equal to the row in the order. */
    record UpToPeers() implements Frame {
        @Override
        public String describe() {
            return "up to peers";
        }
    }

    /**
     * Rows by their distance from the row.
     *
     * @param from 0 for the row itself, -1 for the one before it, or {@link #START}
     * @param to at least {@code from}, or {@link #END}
     */
    record Rows(long from, long to) implements Frame {
        @Override
        public String describe() {
            return "rows from " + (from == START ? "start" : from) + " to " + (to == END ? "end" : to);
        }
    }

    /**
     * Rows by the distance of their key from that of the row. A row without a key has those without one in its frame.
     *
     * @param before how much before the row in the order, in the form of the key: units, or the bits of a double
     * @param after how much after it
     * @param text the two as the user wrote them
     */
    record Range(long before, long after, String text) implements Frame {
        @Override
        public String describe() {
            return "range " + text;
        }
    }
}
