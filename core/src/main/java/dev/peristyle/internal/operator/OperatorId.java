package dev.peristyle.internal.operator;

import java.util.Objects;

/**
 * Which step of a running pipeline something belongs to: its memory, its time, its rows.
 *
 * @param number counted from the sources up, from 1
 * @param name what it is, in a word or two: {@code "filter"}, {@code "groupBy"}
 */
public record OperatorId(int number, String name) {

    /** Checks the name. */
    public OperatorId {
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return number + " " + name;
    }
}
