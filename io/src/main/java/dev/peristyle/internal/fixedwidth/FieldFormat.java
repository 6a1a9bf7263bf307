package dev.peristyle.internal.fixedwidth;

/**
 * A field of a record.
 *
 * @param name of its column
 * @param offset of its first byte in the record
 * @param storage how its value lies there
 */
public record FieldFormat(String name, int offset, Storage storage) {

    /** The byte after it. */
    public long end() {
        return (long) offset + storage.bytes();
    }
}
