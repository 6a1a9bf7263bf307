package dev.peristyle.internal.join;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * How rows of two inputs are joined. Their columns have different names.
 *
 * @param leftKeys where the keys are in a chunk of the left
 * @param rightKeys where the keys are in a chunk of the right, of the same types
 * @param nullsMatch whether a key that is null is equal to one that is null
 * @param condition what has to be true as well, over columns of both sides; null where nothing has
 * @param schema what comes out: some columns of both
 * @param text the line of plans
 */
public record Joining(
        JoinType type,
        Schema left,
        int[] leftKeys,
        Schema right,
        int[] rightKeys,
        boolean nullsMatch,
        Predicate condition,
        Schema schema,
        String text) {

    /** What comes out of the probe: with the numbers of the right rows, last, where some of those come out on their own. */
    public Schema probed() {
        String number = "number of the right row";
        if (!type.showsLeft()) {
            return Schema.of(List.of(new Field(number, DataType.LONG)));
        }
        return type.keepsRight() ? withLong(schema, number) : schema;
    }

    /** The columns of the right, with the numbers of the rows, last, where some come out on their own. */
    public Schema numberedRight() {
        return type.keepsRight() ? withLong(right, "number") : right;
    }

    /** The columns of both sides. */
    Schema both() {
        List<Field> fields = new ArrayList<>(left.fields());
        fields.addAll(right.fields());
        return Schema.of(fields);
    }

    /** Columns and one more of numbers. */
    static Schema withLong(Schema columns, String name) {
        return withLong(columns, name, columns);
    }

    /** As above, under a name that others do not have either. */
    static Schema withLong(Schema columns, String name, Schema others) {
        String unused = name;
        while (columns.contains(unused) || others.contains(unused)) {
            unused += "'";
        }
        List<Field> fields = new ArrayList<>(columns.fields());
        fields.add(new Field(unused, DataType.LONG));
        return Schema.of(fields);
    }

    /** Whether rows of the right that have a key without a value are held although they match nothing. */
    boolean holdsUnmatchable() {
        return nullsMatch || type.keepsRight();
    }
}
