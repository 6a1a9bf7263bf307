package dev.peristyle.internal.aggregate;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;

/**
 * Something that can be remembered of an argument. Aggregates that ask for the same key of the same argument share it.
 *
 * @param name what it is, unique
 * @param view how it is read
 * @param maker makes a state that remembers just this
 * @param <V> how it is read
 */
record StateKey<V>(String name, Class<V> view, Maker maker) {

    /** Makes a state. */
    interface Maker {
        GroupState make(MemoryPool pool, String owner, DataType type);
    }

    // by hand, as in all records that every run compares: what the compiler makes is linked at the first call, which
    // takes long

    @Override
    public boolean equals(Object other) {
        return other instanceof StateKey<?> key && name.equals(key.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
