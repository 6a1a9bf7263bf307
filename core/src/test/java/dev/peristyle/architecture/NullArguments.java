package dev.peristyle.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls everything that users can call, with null for one argument at a time, and for one element of it where it is an
 * array or a list. The error has to say which argument it was.
 */
public final class NullArguments {

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z]*(\\[0])?");

    private final Map<Class<?>, Object> samples = new LinkedHashMap<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Calls methods of this object, and passes it as an argument. */
    public NullArguments with(Object sample) {
        samples.put(sample.getClass(), sample);
        return this;
    }

    /** Passes a value as an argument of a type. */
    public <T> NullArguments with(Class<T> type, T sample) {
        samples.put(type, sample);
        return this;
    }

    /**
     * Leaves something out.
     *
     * @param names as {@code Type}, {@code Type.method} or {@code Type.method(position)}
     */
    public NullArguments except(String... names) {
        leftOut.addAll(List.of(names));
        return this;
    }

    /**
     * Calls all.
     *
     * @param member any class of the module whose classes are called
     * @return what went wrong, a line each
     */
    public List<String> faults(Class<?> member) {
        for (JavaClass found : ArchitectureRules.moduleOf(member)) {
            if (!found.getPackageName().contains("internal")
                    && !found.getSimpleName().contains("-info")) {
                Class<?> type = found.reflect();
                if (isPublic(type) && !leftOut.contains(type.getSimpleName())) {
                    call(type);
                }
            }
        }
        return faults;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private void call(Class<?> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            for (Constructor<?> constructor : type.getConstructors()) {
                call(constructor, constructor::newInstance);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean generated = method.isSynthetic()
                    || method.getName().equals("equals")
                    || type.isEnum() && method.getName().equals("valueOf");
            // these are written by users
            generated |= Modifier.isAbstract(method.getModifiers()) && !type.isSealed() && type.isInterface();
            if (Modifier.isPublic(method.getModifiers()) && !generated && references(method) > 0) {
                boolean isStatic = Modifier.isStatic(method.getModifiers());
                Object target = isStatic ? null : sample(type);
                if (isStatic || target != null) {
                    call(method, arguments -> method.invoke(target, arguments));
                } else if (!leftOut.contains(name(method))) {
                    faults.add(name(method) + ": no object to call it");
                }
            }
        }
    }

    private static long references(Executable called) {
        return Arrays.stream(called.getParameterTypes())
                .filter(type -> !type.isPrimitive())
                .count();
    }

    /** What calls. */
    private interface Call {

        Object call(Object[] arguments) throws ReflectiveOperationException;
    }

    private static String name(Executable called) {
        return called instanceof Constructor<?>
                ? called.getDeclaringClass().getSimpleName() + ".new"
                : called.getDeclaringClass().getSimpleName() + "." + called.getName();
    }

    private void call(Executable called, Call call) {
        Class<?>[] types = called.getParameterTypes();
        for (int position = 0; position < types.length; position++) {
            String place = name(called) + "(" + position + ")";
            if (types[position].isPrimitive() || leftOut.contains(name(called)) || leftOut.contains(place)) {
                continue;
            }
            check(place, call, arguments(types, position, null));
            Object nothingIn = nothingIn(types[position]);
            if (nothingIn != null) {
                check(place + " of null", call, arguments(types, position, nothingIn));
            }
        }
    }

    /** An array or a list that holds a null and nothing else. */
    private static Object nothingIn(Class<?> type) {
        if (type == List.class) {
            return Arrays.asList((Object) null);
        }
        return type.isArray() && !type.getComponentType().isPrimitive()
                ? Array.newInstance(type.getComponentType(), 1)
                : null;
    }

    private Object[] arguments(Class<?>[] types, int position, Object value) {
        Object[] arguments = new Object[types.length];
        for (int other = 0; other < types.length; other++) {
            arguments[other] = other == position ? value : sample(types[other]);
        }
        return arguments;
    }

    private void check(String place, Call call, Object[] arguments) {
        try {
            call.call(arguments);
            faults.add(place + ": null was accepted");
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            String message = String.valueOf(cause.getMessage());
            // a value of an expression: the message says how a null is written
            boolean advised = cause instanceof IllegalArgumentException && message.contains("lit(null)");
            if (!advised
                    && !(cause instanceof NullPointerException
                            && NAME.matcher(message).matches())) {
                faults.add(place + ": " + cause);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException impossible) {
            faults.add(place + ": " + impossible);
        }
    }

    private Object sample(Class<?> type) {
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, sample(type.getComponentType()));
            return array;
        }
        Object exact = samples.get(type);
        if (exact != null) {
            return exact;
        }
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        List<Object> fitting = samples.values().stream()
                .filter(type::isInstance)
                .filter(Objects::nonNull)
                .collect(Collectors.toList());
        if (!fitting.isEmpty()) {
            return fitting.get(0);
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, ignored) ->
                            method.getReturnType().isPrimitive() && method.getReturnType() != void.class
                                    ? Array.get(Array.newInstance(method.getReturnType(), 1), 0)
                                    : null);
        }
        return null;
    }
}
