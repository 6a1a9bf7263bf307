package dev.peristyle.internal.csv;

/** What becomes of a bad record. */
public enum BadRowAction {
    /** An error. */
    FAIL("failed"),
    /** It is left out. */
    SKIP("skipped"),
    /** It is left out and written to a file. */
    REJECT("rejected"),
    /** It is taken, with nulls at its end. */
    PAD("padded"),
    /** It is taken without the fields at its end. */
    TRUNCATE("truncated");

    /** What is done, as reports have it. */
    final String done;

    BadRowAction(String done) {
        this.done = done;
    }

    boolean leavesOut() {
        return this == SKIP || this == REJECT;
    }
}
