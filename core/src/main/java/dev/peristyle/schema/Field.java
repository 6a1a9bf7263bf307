package dev.peristyle.schema;

import dev.peristyle.internal.check.ShownText;
import java.util.Objects;

/**
 * A column's name and type. Every column may hold nulls.
 *
 * @param name the column's name, not empty
 * @param type the column's type
 */
public record Field(String name, DataType type) {

    /**
     * Checks the parts.
     *
     * @param name the column's name, not empty
     * @param type the column's type
     */
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
    }

    @Override
    public String toString() {
        return ShownText.of(name) + " " + type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field that && name.equals(that.name) && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type.hashCode();
    }
}
