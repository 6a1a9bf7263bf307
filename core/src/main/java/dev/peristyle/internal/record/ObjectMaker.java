package dev.peristyle.internal.record;

import dev.peristyle.column.RowView;
import dev.peristyle.schema.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an object that is no record is made of a row, as one method handle {@code (RowView) -> object}. A class that has a constructor without
 * parameters, and public setters: of each property the column of its name. Any other: by its only public constructor, whose parameters have
 * names in the class file, of each the column of its name.
 */
final class ObjectMaker {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String SETTER = "set";

    private ObjectMaker() {}

    static MethodHandle ofRow(Class<?> type, Schema schema) {
        if (type.isPrimitive() || type.isArray() || type.isEnum() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be made of a row: it is neither a record nor a class with a constructor");
        }
        Map<String, Method> setters = setters(type);
        Constructor<?> plain = plainConstructor(type);
        if (plain != null && !setters.isEmpty()) {
            return bySetters(type, plain, setters, schema);
        }
        return byConstructor(type, onlyConstructor(type, plain != null), schema);
    }

    private static Constructor<?> plainConstructor(Class<?> type) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return constructor;
            }
        }
        return null;
    }

    /** By the name of the property, so that their order is the same on each JVM. */
    private static Map<String, Method> setters(Class<?> type) {
        Map<String, Method> setters = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean isSetter = name.length() > SETTER.length()
                    && name.startsWith(SETTER)
                    && method.getParameterCount() == 1
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge();
            if (isSetter) {
                Method other = setters.putIfAbsent(property(name), method);
                if (other != null) {
                    throw new IllegalArgumentException("class " + type.getSimpleName() + ": " + name
                            + " takes a " + other.getParameterTypes()[0].getSimpleName() + " and a "
                            + method.getParameterTypes()[0].getSimpleName() + "; leave one of both");
                }
            }
        }
        return setters;
    }

    /** {@code setOrderId} sets {@code orderId}, and {@code setURL} sets {@code URL}, as the Java beans have it. */
    private static String property(String setter) {
        String name = setter.substring(SETTER.length());
        boolean isAcronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(1)) && Character.isUpperCase(name.charAt(0));
        return isAcronym ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static MethodHandle bySetters(
            Class<?> type, Constructor<?> plain, Map<String, Method> setters, Schema schema) {
        MethodHandle make = MethodHandles.dropArguments(handle(type, plain), 0, RowView.class);
        MethodHandle keep = MethodHandles.dropArguments(MethodHandles.identity(type), 1, RowView.class);
        for (Map.Entry<String, Method> entry : setters.entrySet()) {
            Method method = entry.getValue();
            Property property = new Property(
                    "class " + type.getSimpleName(),
                    "property",
                    entry.getKey(),
                    method.getParameterTypes()[0],
                    method.getGenericParameterTypes()[0]);
            MethodHandle setter = handle(type, method).asType(MethodType.methodType(void.class, type, property.type()));
            MethodHandle set = MethodHandles.filterArguments(setter, 1, reader(type, property, schema));
            MethodHandle next = MethodHandles.filterArguments(MethodHandles.foldArguments(keep, set), 0, make);
            make = MethodHandles.permuteArguments(next, MethodType.methodType(type, RowView.class), 0, 0);
        }
        return make;
    }

    private static Constructor<?> onlyConstructor(Class<?> type, boolean hasPlain) {
        Constructor<?>[] all = type.getConstructors();
        if (all.length != 1 || all[0].getParameterCount() == 0) {
            throw new IllegalArgumentException("class " + type.getSimpleName() + " has "
                    + (hasPlain
                            ? "a constructor without parameters, but no public setter"
                            : all.length + " public constructors")
                    + "; make it a record, or give it a constructor without parameters and public setters, or just one public constructor"
                    + " with the names of columns");
        }
        for (Parameter parameter : all[0].getParameters()) {
            if (!parameter.isNamePresent()) {
                throw new IllegalArgumentException("the parameters of the constructor of class " + type.getSimpleName()
                        + " have no names in the class file; compile it with -parameters, or make it a record");
            }
        }
        return all[0];
    }

    private static MethodHandle byConstructor(Class<?> type, Constructor<?> constructor, Schema schema) {
        List<MethodHandle> readers = new ArrayList<>();
        for (Parameter parameter : constructor.getParameters()) {
            readers.add(reader(type, Property.of(type, parameter), schema));
        }
        MethodHandle ofRows =
                MethodHandles.filterArguments(handle(type, constructor), 0, readers.toArray(MethodHandle[]::new));
        return MethodHandles.permuteArguments(
                ofRows, MethodType.methodType(type, RowView.class), new int[readers.size()]);
    }

    private static MethodHandle reader(Class<?> type, Property property, Schema schema) {
        return RecordMapper.reader(
                ComponentReader.OF_VIEWS, type, property, "", schema, new ArrayList<>(), List.of(type));
    }

    private static MethodHandle handle(Class<?> type, AccessibleObject member) {
        try {
            member.setAccessible(true);
            return member instanceof Method method
                    ? LOOKUP.unreflect(method)
                    : LOOKUP.unreflectConstructor((Constructor<?>) member);
        } catch (InaccessibleObjectException | IllegalAccessException refused) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " is not accessible; make the class and what is called public, or open its package to"
                            + " Peristyle in its module-info",
                    refused);
        }
    }
}
