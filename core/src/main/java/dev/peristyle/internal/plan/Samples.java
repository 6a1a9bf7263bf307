package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Comparison;
import dev.peristyle.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes plans of samples: rows get random numbers, and those with small ones are kept. */
public final class Samples {

    private static final double RANGE = 0x1p64;

    private Samples() {}

    /**
     * A share of the rows.
     *
     * @param share 0.0 to 1.0
     * @return a plan of it
     * @throws IllegalArgumentException when the share is not in that range
     */
    public static Plan share(Plan input, double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a sample is a share from 0.0 to 1.0 of the rows, not " + share
                    + "; for a number of rows write sampleRows");
        }
        if (share == 1) {
            return input;
        }
        String random = JoinBuilder.free("random", new HashSet<>(input.schema().names()));
        // numbers are uniform from -2⁶³ on
        long end = (long) ((share - 0.5) * RANGE);
        Node chosen = new Node.Call(Comparison.LT, List.of(new Node.ColumnReference(random), new Node.Literal(end)));
        return only(new Plan.Filter(new RandomNumbers(input, random, seed), chosen), input.schema());
    }

    /**
     * A number of rows.
     *
     * @param count how many
     * @return a plan of it
     * @throws IllegalArgumentException when the number is negative
     */
    public static Plan rows(Plan input, long count, long seed) {
        if (count < 0) {
            throw new IllegalArgumentException("a sample cannot have fewer than 0 rows: " + count);
        }
        Set<String> taken = new HashSet<>(input.schema().names());
        String row = JoinBuilder.free("row", taken);
        taken.add(row);
        String random = JoinBuilder.free("random", taken);
        Plan numbered = new RandomNumbers(new RowNumbers(input, row), random, seed);
        Plan chosen = new Plan.Limit(sorted(numbered, random), count);
        return only(sorted(chosen, row), input.schema());
    }

    private static Plan sorted(Plan input, String column) {
        return new Plan.Sort(input, List.of(new SortColumn(column, false, false)), Long.MAX_VALUE);
    }

    private static Plan only(Plan input, Schema schema) {
        return new Plan.Project(input, Renaming.referencesTo(schema.names()), schema);
    }
}
