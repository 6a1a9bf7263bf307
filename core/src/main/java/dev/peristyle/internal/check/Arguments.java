package dev.peristyle.internal.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Several arguments that come as one: an error says which of them is null. */
public final class Arguments {

    private Arguments() {}

    /**
     * Copies the elements of an array.
     *
     * @param name the name of the parameter
     * @param elements none of them null
     * @return an immutable list
     * @throws NullPointerException with the name, and the position where it is an element that is null
     */
    public static <T> List<T> list(String name, T[] elements) {
        return list(name, Arrays.asList(Objects.requireNonNull(elements, name)));
    }

    /**
     * Copies a list.
     *
     * @param name the name of the parameter
     * @param elements none of them null
     * @return an immutable list
     * @throws NullPointerException with the name, and the position where it is an element that is null
     */
    public static <T> List<T> list(String name, List<? extends T> elements) {
        List<T> copy = new ArrayList<>(Objects.requireNonNull(elements, name));
        for (int position = 0; position < copy.size(); position++) {
            if (copy.get(position) == null) {
                throw new NullPointerException(name + "[" + position + "]");
            }
        }
        return List.copyOf(copy);
    }

    /**
     * Copies options of names in the order of these: a text made of the copy is the same in each process, which that of {@link Map#copyOf} is not.
     *
     * @param options none of the names null
     * @return an immutable map
     */
    public static <T> Map<String, T> sorted(Map<String, T> options) {
        return Collections.unmodifiableMap(new TreeMap<>(options));
    }
}
