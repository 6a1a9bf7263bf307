package dev.peristyle.internal.columnfile;

/**
 * A batch of a dictionary in a stream, as the last one of those that make the dictionary for the batches of rows after it. Immutable.
 *
 * @param before those that it adds values to, or null if it begins anew
 * @param number of the batch among those of dictionaries, for messages
 */
record DictionaryPart(DictionaryPart before, int number, ArrowMessages.Place place) {}
