package dev.peristyle;

import java.util.ArrayList;
import java.util.List;

/** What a pipeline gives, as objects that can be compared. */
public final class RowValues {

    private RowValues() {}

    /** The values of all rows, nulls included. */
    public static List<List<Object>> of(Pipeline pipeline) {
        List<List<Object>> all = new ArrayList<>();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < row.schema().size(); column++) {
                values.add(row.get(column));
            }
            all.add(values);
        });
        return all;
    }
}
