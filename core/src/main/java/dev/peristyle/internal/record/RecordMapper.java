package dev.peristyle.internal.record;

import dev.peristyle.column.RowView;
import dev.peristyle.schema.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Makes a record of a row. Which column goes into which component, and how, is decided once and becomes one method handle:
 * it reads each column and calls the record's canonical constructor. Thread-safe.
 *
 * @param <R> the record
 */
public final class RecordMapper<R extends Record> {

    private final Class<R> type;
    private final MethodHandle rowToRecord;

    private RecordMapper(Class<R> type, MethodHandle rowToRecord) {
        this.type = type;
        this.rowToRecord = rowToRecord;
    }

    /**
     * Finds the column of each component: the one of its name, or the one whose name is the same words in snake_case or
     * camelCase, in any case of letters.
     *
     * @return the mapper
     * @param <R> the record
     * @throws IllegalArgumentException when a component has no column, or one whose type does not convert exactly; names
     *     the component, the column and both types
     */
    public static <R extends Record> RecordMapper<R> of(Class<R> type, Schema schema) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        MethodHandle[] readers = new MethodHandle[components.length];
        for (int position = 0; position < components.length; position++) {
            RecordComponent component = components[position];
            int column = ColumnNames.find(type, component.getName(), schema);
            readers[position] = ComponentReader.of(type, component, column, schema.field(column));
        }
        MethodHandle constructor = constructor(type, components);
        MethodHandle ofRows = MethodHandles.filterArguments(constructor, 0, readers);
        MethodHandle ofRow = MethodHandles.permuteArguments(
                ofRows, MethodType.methodType(type, RowView.class), new int[components.length]);
        return new RecordMapper<>(type, ofRow.asType(MethodType.methodType(Record.class, RowView.class)));
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
            return type.cast((Record) rowToRecord.invokeExact(row));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " failed for row " + row.rowNumber(), failure);
        }
    }
}
