package dev.peristyle.internal.record;

import dev.peristyle.column.RowView;
import dev.peristyle.schema.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a record of a row, or another object. Which column goes into which component, and how, is decided once and becomes one method handle:
 * it reads each column and calls the record's canonical constructor, or what {@link ObjectMaker} says. Thread-safe.
 *
 * @param <R> the record or class
 */
public final class RecordMapper<R> {

    private final Class<R> type;
    private final MethodHandle rowToRecord;

    private RecordMapper(Class<R> type, MethodHandle rowToRecord) {
        this.type = type;
        this.rowToRecord = rowToRecord;
    }

    /**
     * Finds the column of each component: the one of its name, or the one whose name is the same words in snake_case or
     * camelCase, in any case of letters. Those of a component that is a record have its name and an underscore before theirs; where they
     * are all null, so is the record.
     *
     * @return the mapper
     * @param <R> the record or class
     * @throws IllegalArgumentException when a component has no column, or one whose type does not convert exactly; names
     *     the component, the column and both types
     */
    public static <R> RecordMapper<R> of(Class<R> type, Schema schema) {
        MethodHandle ofRow = type.isRecord()
                ? ofRow(ComponentReader.OF_VIEWS, type, type, "", schema, new ArrayList<>(), List.of())
                : ObjectMaker.ofRow(type, schema);
        return new RecordMapper<>(type, ofRow.asType(MethodType.methodType(Object.class, RowView.class)));
    }

    /** {@code (StoredRow) -> Object}, for the columns that the record has by default. */
    static MethodHandle ofStored(Class<?> type, Schema schema) {
        MethodHandle ofRow = ofRow(ComponentReader.OF_STORED, type, type, "", schema, new ArrayList<>(), List.of());
        return ofRow.asType(MethodType.methodType(Object.class, StoredRow.class));
    }

    /**
     * {@code (row) -> record}.
     *
     * @param rows what reads its columns
     * @param prefix of the names of its columns
     * @param read gets the positions of its columns
     * @param around the records that it is in
     */
    private static MethodHandle ofRow(
            ComponentReader rows,
            Class<?> root,
            Class<?> record,
            String prefix,
            Schema schema,
            List<Integer> read,
            List<Class<?>> around) {
        if (around.contains(record)) {
            throw new IllegalArgumentException("record " + root.getSimpleName() + ": " + record.getSimpleName()
                    + " contains itself, which no row of fixed columns can hold");
        }
        List<Class<?>> within = new ArrayList<>(around);
        within.add(record);
        RecordComponent[] components = record.getRecordComponents();
        MethodHandle[] readers = new MethodHandle[components.length];
        for (int position = 0; position < components.length; position++) {
            readers[position] =
                    reader(rows, root, Property.of(root, components[position]), prefix, schema, read, within);
        }
        MethodHandle ofRows = MethodHandles.filterArguments(constructor(record, components), 0, readers);
        return MethodHandles.permuteArguments(
                ofRows, MethodType.methodType(record, rows.rows()), new int[components.length]);
    }

    /** {@code (row) -> value} of a component or its like, which may be a record itself. */
    static MethodHandle reader(
            ComponentReader rows,
            Class<?> root,
            Property property,
            String prefix,
            Schema schema,
            List<Integer> read,
            List<Class<?>> within) {
        String name = prefix + property.name();
        if (property.type().isRecord()) {
            List<Integer> inner = new ArrayList<>();
            MethodHandle value = ofRow(rows, root, property.type(), name + "_", schema, inner, within);
            read.addAll(inner);
            return rows.unlessAllNull(inner, value);
        }
        int column = ColumnNames.find(property.owner(), property.kind(), name, schema);
        read.add(column);
        return rows.of(property, column, schema.field(column));
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor);
        } catch (InaccessibleObjectException | IllegalAccessException refused) {
            throw new IllegalArgumentException(
                    "the constructor of " + type.getName() + " is not accessible; make the record public, or open its"
                            + " package to Peristyle in its module-info",
                    refused);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(
                    "a record without its canonical constructor: " + type.getName(), impossible);
        }
    }

    /**
     * Makes the record of a row.
     *
     * @param row the row, of the schema that the mapper was made for
     * @return a new record
     * @throws IllegalStateException when a component of a primitive type gets no value; names row and column
     */
    public R map(RowView row) {
        try {
            return type.cast((Object) rowToRecord.invokeExact(row));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " failed for row " + row.rowNumber(), failure);
        }
    }
}
