package dev.peristyle;

import static dev.peristyle.Expressions.col;

import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** What the columns of a pipeline hold: aggregates of all of them, of whose one row then a row for each column is made. */
final class Description {

    private static final Schema SCHEMA = Schema.builder()
            .add("column", DataType.STRING)
            .add("type", DataType.STRING)
            .add("count", DataType.LONG)
            .add("nulls", DataType.LONG)
            .add("different", DataType.LONG)
            .add("mean", DataType.DOUBLE)
            .add("stddev", DataType.DOUBLE)
            .add("min", DataType.STRING)
            .add("max", DataType.STRING)
            .build();

    private static final int FIRST = 2;

    private Description() {}

    static Pipeline of(Pipeline input) {
        List<Field> fields = input.schema().fields();
        List<Aggregate> aggregates = new ArrayList<>();
        for (Field field : fields) {
            aggregates.addAll(aggregates(field, aggregates.size()));
        }
        return input.aggregated(List.of(), aggregates).flatMap(SCHEMA, (row, out) -> {
            int column = 0;
            for (Field field : fields) {
                column = add(field, row, column, out);
            }
        });
    }

    /** What is asked of a column, in the order of the schema from its count on. */
    private static List<Aggregate> aggregates(Field field, int number) {
        Expression value = col(field.name());
        List<Aggregate> asked = new ArrayList<>();
        asked.add(Aggregates.count(value));
        asked.add(Aggregates.count().minus(Aggregates.count(value)));
        asked.add(Aggregates.approximateCountDistinct(value));
        if (field.type().isNumeric()) {
            asked.add(Aggregates.mean(value));
            asked.add(Aggregates.stddev(value));
        }
        if (hasText(field.type())) {
            asked.add(Aggregates.min(value).then(least -> least.cast(DataType.STRING)));
            asked.add(Aggregates.max(value).then(greatest -> greatest.cast(DataType.STRING)));
        }
        for (int place = 0; place < asked.size(); place++) {
            asked.set(place, asked.get(place).as(String.valueOf(number + place)));
        }
        return asked;
    }

    private static boolean hasText(DataType type) {
        return !(type instanceof DataType.Binary);
    }

    private static int add(Field field, RowView row, int first, RowOutput out) {
        out.setText(0, field.name());
        out.setText(1, field.type().toString());
        int column = first;
        for (int place = FIRST; place < SCHEMA.size(); place++) {
            boolean isOfNumbers = SCHEMA.field(place).type().equals(DataType.DOUBLE);
            boolean isText = SCHEMA.field(place).type().equals(DataType.STRING);
            if (isOfNumbers ? field.type().isNumeric() : !isText || hasText(field.type())) {
                out.set(place, row.get(column++));
            }
        }
        out.add();
        return column;
    }
}
