package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;

/** Makes the dictionary of a type. */
final class Dictionaries {

    private Dictionaries() {}

    static Dictionary create(MemoryPool pool, String owner, DataType type) {
        return ByteViews.hold(type) ? new TextDictionary(pool, owner) : new FixedDictionary(pool, owner);
    }
}
