package dev.peristyle.internal.columnfile;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns of a file are written by dictionaries, and these. The number of a dictionary is that of its column. */
final class DictionaryColumns implements AutoCloseable {
    /** One for each column, null where it has none. */
    private final List<DictionaryBuilder> builders = new ArrayList<>();

    /**
     * The dictionaries of some columns.
     *
     * @param names of the columns, which have to be there and of strings
     * @throws IllegalArgumentException if one is not
     */
    DictionaryColumns(Schema schema, Set<String> names, MemoryPool pool) {
        Set<String> left = new HashSet<>(names);
        schema.fields().forEach(field -> {
            boolean isWanted = left.remove(field.name());
            if (isWanted && !field.type().equals(DataType.STRING)) {
                throw new IllegalArgumentException("column '" + field.name() + "' is of type " + field.type()
                        + ": only strings are written by a dictionary");
            }
            builders.add(isWanted ? new DictionaryBuilder(field.name(), pool) : null);
        });
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no column " + left + " to write by a dictionary; there are " + schema.names());
        }
    }

    /** The dictionary of a column, or null. */
    DictionaryBuilder of(int column) {
        return builders.get(column);
    }

    /** The numbers of the columns that have one. */
    List<Integer> columns() {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < builders.size(); column++) {
            if (builders.get(column) != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    @Override
    public void close() {
        for (DictionaryBuilder builder : builders) {
            if (builder != null) {
                builder.close();
            }
        }
    }
}
