package dev.peristyle.internal.columnfile;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a file are written by dictionaries, and these. The number of a dictionary is that of its column. Those that the user names have one
 * whatever comes; those that are chosen lose it where it becomes too large. Not thread-safe.
 */
final class DictionaryColumns implements AutoCloseable {
    private final Schema schema;
    private final Set<String> named;
    private final MemoryPool pool;

    /** One for each column, null where it has none. */
    private final List<DictionaryBuilder> builders = new ArrayList<>();

    private boolean isUndecided;

    /**
     * The dictionaries of some columns.
     *
     * @param names of the columns, which have to be there and of strings
     * @throws IllegalArgumentException if one is not
     */
    DictionaryColumns(Schema schema, Set<String> names, MemoryPool pool) {
        this.schema = schema;
        this.named = Set.copyOf(names);
        this.pool = pool;
        Set<String> left = new HashSet<>(names);
        schema.fields().forEach(field -> {
            boolean isWanted = left.remove(field.name());
            if (isWanted && !field.type().equals(DataType.STRING)) {
                throw new IllegalArgumentException("column '" + field.name() + "' is of type " + field.type()
                        + ": only strings are written by a dictionary");
            }
            builders.add(isWanted ? DictionaryBuilder.named(field.name(), pool) : null);
        });
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no column " + left + " to write by a dictionary; there are " + schema.names());
        }
    }

    /** Leaves open which other columns have one, until {@link #choose}. */
    DictionaryColumns undecided() {
        isUndecided = true;
        return this;
    }

    boolean isUndecided() {
        return isUndecided;
    }

    /**
     * Chooses by the first rows.
     *
     * @param rows null if there are none, or if none is to be chosen
     */
    void choose(RowBatch rows) {
        isUndecided = false;
        if (rows != null) {
            DictionaryChoice.of(schema, rows, builders, pool)
                    .forEach(column -> builders.set(column, DictionaryBuilder.chosen(name(column), pool)));
        }
    }

    private String name(int column) {
        return schema.field(column).name();
    }

    /** Gives a column of a file that goes on the dictionary that it has there. */
    void set(int column, DictionaryBuilder known) {
        builders.set(column, known);
    }

    /** Whether a column can do without. */
    boolean isChosen(String column) {
        return !named.contains(column);
    }

    /** The same columns but for one, each without texts. */
    DictionaryColumns without(String column) {
        DictionaryColumns others = new DictionaryColumns(schema, named, pool);
        for (int position : columns()) {
            String name = name(position);
            if (!name.equals(column) && !named.contains(name)) {
                others.builders.set(position, DictionaryBuilder.chosen(name, pool));
            }
        }
        return others;
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
