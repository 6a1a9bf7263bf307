package dev.peristyle.internal.over;

import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What is computed over which rows.
 *
 * @param input the columns of the rows
 * @param partition the columns whose values a partition has in common
 * @param order what decides the order within a partition, the first one first
 * @param inWindowOrder whether rows come out partition by partition; else in the order in which they came
 * @param schema the columns of the input, then the results
 * @param text the line of plans
 */
public record Windowing(
        Schema input,
        int[] partition,
        List<BoundSortKey> order,
        Frame frame,
        List<OverCall> calls,
        boolean inWindowOrder,
        Schema schema,
        String text) {

    /** Copies the lists. */
    public Windowing {
        order = List.copyOf(order);
        calls = List.copyOf(calls);
    }

    /** Whether rows have to be brought back into the order in which they came. */
    boolean restoresOrder() {
        return !inWindowOrder && partition.length + order.size() > 0;
    }

    /** The keys of the sort: partitions, then the order within them. */
    List<BoundSortKey> sortKeys() {
        List<BoundSortKey> keys = new ArrayList<>();
        for (int column : partition) {
            keys.add(new BoundSortKey(column, false, false));
        }
        keys.addAll(order);
        return keys;
    }

    /** Columns and one more of numbers, under a name that none of them has. */
    static Schema withNumber(Schema columns) {
        List<Field> fields = new ArrayList<>(columns.fields());
        fields.add(new Field(unused(columns, "place"), DataType.LONG));
        return Schema.of(fields);
    }

    /** A name that no column has. */
    static String unused(Schema columns, String wanted) {
        String name = wanted;
        while (columns.contains(name)) {
            name += "'";
        }
        return name;
    }
}
