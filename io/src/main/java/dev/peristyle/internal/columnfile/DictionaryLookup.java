package dev.peristyle.internal.columnfile;

/** Where the values of columns that are written by a dictionary are found. */
interface DictionaryLookup {

    /** The values of the batch that is read; valid until the next one is. */
    DictionaryValues get(ColumnPlan plan);
}
