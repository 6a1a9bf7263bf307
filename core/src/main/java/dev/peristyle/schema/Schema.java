package dev.peristyle.schema;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.check.ShownText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The ordered columns of a dataset. Names are unique and case-sensitive. Immutable. */
public final class Schema {

    private static final int MAX_NAMES_IN_MESSAGE = 50;

    private final List<Field> fields;
    private final List<String> names;
    private final Map<String, Integer> positions;

    private Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.positions = new HashMap<>(this.fields.size() * 2);
        String[] found = new String[this.fields.size()];
        for (int position = 0; position < this.fields.size(); position++) {
            String name = this.fields.get(position).name();
            found[position] = name;
            if (positions.put(name, position) != null) {
                throw new IllegalArgumentException(
                        "the column name '" + name + "' occurs twice in the schema; names must be unique");
            }
        }
        this.names = List.of(found);
    }

    /**
     * A schema of the given fields.
     *
     * @param fields the columns in order
     * @return the schema
     * @throws IllegalArgumentException when a name occurs twice
     */
    public static Schema of(Field... fields) {
        return new Schema(Arguments.list("fields", fields));
    }

    /**
     * A schema of the given fields.
     *
     * @param fields the columns in order
     * @return the schema
     * @throws IllegalArgumentException when a name occurs twice
     */
    public static Schema of(List<Field> fields) {
        return new Schema(Arguments.list("fields", fields));
    }

    /**
     * Starts a schema that is written column by column.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the columns in order.
     *
     * @return an immutable list
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * Returns the number of columns.
     *
     * @return the number of columns
     */
    public int size() {
        return fields.size();
    }

    /**
     * Returns the column at a position.
     *
     * @param position 0 to {@code size() - 1}
     * @return the field
     */
    public Field field(int position) {
        return fields.get(position);
    }

    /**
     * Returns the column of a name.
     *
     * @param name the name
     * @return the field
     * @throws IllegalArgumentException when there is no such column; the message suggests the nearest name
     */
    public Field field(String name) {
        return fields.get(indexOf(name));
    }

    /**
     * Says whether a column of this name exists.
     *
     * @param name the name
     * @return true if it does
     */
    public boolean contains(String name) {
        return positions.containsKey(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the position of a column.
     *
     * @param name the name
     * @return 0 to {@code size() - 1}
     * @throws IllegalArgumentException when there is no such column; the message suggests the nearest name
     */
    public int indexOf(String name) {
        Integer position = positions.get(Objects.requireNonNull(name, "name"));
        if (position == null) {
            throw new IllegalArgumentException(unknownColumn(name));
        }
        return position;
    }

    /**
     * Returns the schema of some of these columns.
     *
     * @param names the columns in the wanted order
     * @return their schema
     * @throws IllegalArgumentException when a name is unknown or occurs twice
     */
    public Schema select(List<String> names) {
        List<Field> selected = new ArrayList<>();
        for (String name : Arguments.list("names", names)) {
            selected.add(field(name));
        }
        return new Schema(selected);
    }

    /**
     * Returns the column names in order.
     *
     * @return an immutable list
     */
    public List<String> names() {
        return names;
    }

    private String unknownColumn(String name) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (Field field : fields) {
            int distance =
                    editDistance(name.toLowerCase(Locale.ROOT), field.name().toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = field.name();
            }
        }
        StringBuilder message = new StringBuilder("there is no column '")
                .append(ShownText.of(name))
                .append('\'');
        if (nearest != null && best <= Math.max(2, name.length() / 2)) {
            message.append("; did you mean '").append(ShownText.of(nearest)).append("'?");
        }
        return message.append(" Columns: ").append(listed()).toString();
    }

    private String listed() {
        int shown = Math.min(fields.size(), MAX_NAMES_IN_MESSAGE);
        String names = fields.subList(0, shown).stream()
                .map(field -> ShownText.of(field.name()))
                .collect(Collectors.joining(", "));
        return shown == fields.size() ? names : names + ", … (" + fields.size() + " in all)";
    }

    /** Levenshtein distance by the two-row dynamic programme. */
    private static int editDistance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int substitution = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(substitution, 1 + Math.min(previous[column], current[column - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[right.length()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Collects the columns of a schema in order. Not thread-safe. */
    public static final class Builder {

        private final List<Field> fields = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a column.
         *
         * @param name its name
         * @param type its type
         * @return this builder
         */
        public Builder add(String name, DataType type) {
            fields.add(new Field(name, type));
            return this;
        }

        /**
         * Makes the schema.
         *
         * @return the schema of the columns added so far
         * @throws IllegalArgumentException when a name occurs twice
         */
        public Schema build() {
            return new Schema(fields);
        }
    }
}
