package dev.peristyle.internal.plan;

import dev.peristyle.Expression;
import dev.peristyle.ExpressionFixture;
import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes plans over a source that is only looked at: {@code id} and {@code size} longs, {@code name} text, {@code price} a double. */
final class Plans {

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("size", DataType.LONG)
            .add("name", DataType.STRING)
            .add("price", DataType.DOUBLE)
            .build();

    private Plans() {}

    static Plan scan(String name) {
        return new Plan.Scan(source(SCHEMA, name, Statistics.unknown()), SCHEMA);
    }

    /** A source that is only looked at. */
    static Source source(Schema schema, String name, Statistics known) {
        return new Source() {
            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public String describe() {
                return name;
            }

            @Override
            public Statistics statistics() {
                return known;
            }

            @Override
            public FilterSupport support(Predicate predicate) {
                return FilterSupport.EXACT;
            }

            @Override
            public Scan open(ScanRequest request, RunContext context) {
                throw new UnsupportedOperationException("a plan is only looked at");
            }
        };
    }

    static Plan filter(Plan input, Expression condition) {
        return new Plan.Filter(input, ExpressionFixture.node(condition));
    }

    static Plan with(Plan input, String name, Expression value) {
        List<Node> nodes = new ArrayList<>(Renaming.referencesTo(input.schema().names()));
        List<Field> fields = new ArrayList<>(input.schema().fields());
        Node node = ExpressionFixture.node(value);
        Field field = new Field(name, Binder.bind(node, input.schema()).type());
        if (input.schema().contains(name)) {
            int position = input.schema().indexOf(name);
            nodes.set(position, node);
            fields.set(position, field);
        } else {
            nodes.add(node);
            fields.add(field);
        }
        return new Plan.Project(input, nodes, Schema.of(fields));
    }

    static Plan select(Plan input, String... names) {
        return new Plan.Project(
                input, Renaming.referencesTo(List.of(names)), input.schema().select(List.of(names)));
    }

    static Plan rename(Plan input, String name, String newName) {
        List<Field> fields = new ArrayList<>(input.schema().fields());
        int position = input.schema().indexOf(name);
        fields.set(position, new Field(newName, fields.get(position).type()));
        return new Plan.Project(input, Renaming.referencesTo(input.schema().names()), Schema.of(fields));
    }

    /** The sum of each value under the name {@code sum1}, {@code sum2}, …. */
    static Plan sums(Plan input, List<String> keys, Expression... values) {
        List<Field> fields = new ArrayList<>(input.schema().select(keys).fields());
        List<BoundAggregate> aggregates = new ArrayList<>();
        List<Node> arguments = new ArrayList<>();
        for (Expression value : values) {
            Node node = ExpressionFixture.node(value);
            DataType type = Binder.bind(node, input.schema()).type();
            BoundAggregate bound = AggregateRegistry.bind("sum", type, "sum" + (arguments.size() + 1));
            aggregates.add(bound);
            arguments.add(node);
            fields.add(bound.outputField());
        }
        return new Plan.Group(input, keys, aggregates, arguments, Schema.of(fields));
    }

    static Plan distinct(Plan input) {
        return new Plan.Group(input, input.schema().names(), List.of(), List.of(), input.schema());
    }

    static Plan sort(Plan input, String... keys) {
        List<SortColumn> columns = Arrays.stream(keys)
                .map(key -> new SortColumn(key, false, false))
                .toList();
        return new Plan.Sort(input, columns, Long.MAX_VALUE);
    }

    static Plan limit(Plan input, long count) {
        return new Plan.Limit(input, count);
    }

    static Plan concat(Plan... inputs) {
        return new Plan.Concat(inputs);
    }

    /** What a rule alone makes of a plan. */
    static String after(Rule rule, Plan plan) {
        return Rules.apply(List.of(rule), plan).explain();
    }

    static String lines(String... lines) {
        return String.join("\n", lines);
    }
}
