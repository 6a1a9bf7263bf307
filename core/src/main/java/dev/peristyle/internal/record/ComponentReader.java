package dev.peristyle.internal.record;

import dev.peristyle.column.RowView;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.record.ExactConversions.Conversion;
import dev.peristyle.schema.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes the method handle that reads one column for one component of a record: {@code (RowView) -> component type}. It
 * starts from the accessor of {@link RowView} that gives the component's plain type without loss, and wraps what the
 * component does with null around it.
 */
final class ComponentReader {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final Map<Class<?>, Class<?>> PRIMITIVES = Map.of(
            Boolean.class, boolean.class,
            Byte.class, byte.class,
            Short.class, short.class,
            Integer.class, int.class,
            Long.class, long.class,
            Float.class, float.class,
            Double.class, double.class);

    /** How a value may be missing: the type of the value, and what to give instead of it. */
    private record Absence(Class<?> optional, Class<?> value, MethodHandle wrap, Object none) {}

    private static final Map<Class<?>, Absence> PRIMITIVE_OPTIONALS = Map.of(
            OptionalInt.class, absence(OptionalInt.class, int.class, OptionalInt.empty()),
            OptionalLong.class, absence(OptionalLong.class, long.class, OptionalLong.empty()),
            OptionalDouble.class, absence(OptionalDouble.class, double.class, OptionalDouble.empty()));

    private ComponentReader() {}

    static MethodHandle of(Property component, int column, Field field) {
        Class<?> type = component.type();
        Absence absence = type == Optional.class ? optional(component, field) : PRIMITIVE_OPTIONALS.get(type);
        Class<?> wanted = absence == null ? type : absence.value();
        Class<?> plain = PRIMITIVES.getOrDefault(wanted, wanted);
        boolean isText = plain.isEnum() || plain == CharSequence.class;
        Conversion conversion = ExactConversions.find(field.type(), isText ? String.class : plain);
        if (conversion == null) {
            throw mismatch(component, field);
        }
        MethodHandle accessor = virtual(conversion.accessor(), conversion.read(), int.class);
        MethodHandle value = MethodHandles.insertArguments(accessor, 1, column);
        if (plain.isEnum()) {
            value = constants(component, plain, field, value);
        }
        value = MethodHandles.explicitCastArguments(value, MethodType.methodType(plain, RowView.class));
        if (absence != null) {
            MethodHandle wrapped = MethodHandles.filterReturnValue(
                    value.asType(MethodType.methodType(absence.wrap().type().parameterType(0), RowView.class)),
                    absence.wrap());
            return unlessNull(column, wrapped, constant(absence.optional(), absence.none()));
        }
        if (type.isPrimitive()) {
            return unlessNull(column, value, failure(component, field));
        }
        return unlessNull(column, value.asType(MethodType.methodType(type, RowView.class)), constant(type, null));
    }

    /** {@code (RowView) -> record}, null where all of its columns are. */
    static MethodHandle unlessAllNull(List<Integer> columns, MethodHandle value) {
        MethodHandle allNull = MethodHandles.insertArguments(
                find("allNull", MethodType.methodType(boolean.class, int[].class, RowView.class)), 0, (Object)
                        columns.stream().mapToInt(Integer::intValue).toArray());
        return MethodHandles.guardWithTest(allNull, constant(value.type().returnType(), null), value);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static boolean allNull(int[] columns, RowView row) {
        for (int column : columns) {
            if (!row.isNull(column)) {
                return false;
            }
        }
        return true;
    }

    /** {@code (RowView) -> enum}: its constant of the name that the row has. */
    private static MethodHandle constants(Property component, Class<?> type, Field field, MethodHandle text) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        String place = component.place() + ": column '" + field.name() + "' is ";
        MethodHandle find = MethodHandles.insertArguments(
                find(
                        "constant",
                        MethodType.methodType(Object.class, Map.class, String.class, String.class, RowView.class)),
                0,
                constants,
                place);
        MethodHandle ofTextAndRow = MethodHandles.filterArguments(find, 0, text);
        return MethodHandles.permuteArguments(ofTextAndRow, MethodType.methodType(Object.class, RowView.class), 0, 0);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static Object constant(Map<String, Object> constants, String place, String name, RowView row) {
        Object constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException(place + "'" + ShownNames.one(name) + "' in row " + row.rowNumber()
                    + " (counted from 0), but the constants are " + String.join(", ", constants.keySet())
                    + "; declare the component as String, or filter such rows");
        }
        return constant;
    }

    private static MethodHandle unlessNull(int column, MethodHandle value, MethodHandle otherwise) {
        MethodHandle isNull = MethodHandles.insertArguments(virtual("isNull", boolean.class, int.class), 1, column);
        return MethodHandles.guardWithTest(isNull, otherwise, value);
    }

    private static MethodHandle constant(Class<?> type, Object value) {
        return MethodHandles.dropArguments(MethodHandles.constant(type, value), 0, RowView.class);
    }

    private static MethodHandle failure(Property component, Field field) {
        String place = component.place() + " of type " + component.type() + ": column '" + field.name() + "' of type "
                + field.type() + " is null in row ";
        MethodHandle report = MethodHandles.insertArguments(
                find("refuseNull", MethodType.methodType(IllegalStateException.class, String.class, RowView.class)),
                0,
                place);
        MethodHandle thrower = MethodHandles.throwException(component.type(), IllegalStateException.class);
        return MethodHandles.filterArguments(thrower, 0, report);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static IllegalStateException refuseNull(String place, RowView row) {
        return new IllegalStateException(place + row.rowNumber()
                + " (counted from 0); declare the component as Optional or as a class that can be null, or filter such"
                + " rows");
    }

    private static Absence optional(Property component, Field field) {
        Type declared = component.generic();
        if (declared instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> value) {
            MethodHandle wrap = find("present", MethodType.methodType(Optional.class, Object.class));
            return new Absence(Optional.class, value, wrap, Optional.empty());
        }
        throw mismatch(component, field);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static Optional<Object> present(Object value) {
        return Optional.of(value);
    }

    private static Absence absence(Class<?> optional, Class<?> value, Object none) {
        try {
            MethodHandle wrap = LOOKUP.findStatic(optional, "of", MethodType.methodType(optional, value));
            return new Absence(optional, value, wrap, none);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static MethodHandle virtual(String name, Class<?> result, Class<?> parameter) {
        try {
            return LOOKUP.findVirtual(RowView.class, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("RowView." + name, impossible);
        }
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return LOOKUP.findStatic(ComponentReader.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(name, impossible);
        }
    }

    private static IllegalArgumentException mismatch(Property component, Field field) {
        return new IllegalArgumentException(
                component.place() + " is of type " + component.generic().getTypeName() + ", but column '" + field.name()
                        + "' is of type " + field.type() + ", which does not convert to it exactly; declare it as "
                        + ExactConversions.natural(field.type()).getTypeName() + ", or cast the column");
    }
}
