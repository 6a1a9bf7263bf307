package dev.peristyle.internal.record;

/** Makes records of rows of a {@link RecordStore}. Immutable and thread-safe. */
interface RecordMaker {

    /**
     * Makes a record.
     *
     * @param row at a row that there is
     * @return a new record of the class that this was made for
     * @throws Throwable what a constructor threw, or {@link IllegalStateException} where a component has no place for null
     */
    Object make(StoredRow row) throws Throwable;
}
