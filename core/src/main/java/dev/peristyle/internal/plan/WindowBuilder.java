package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Case;
import dev.peristyle.internal.over.Frame;
import dev.peristyle.internal.over.OverCall;
import dev.peristyle.internal.over.OverFunctions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a plan of a window as the user wrote it: a projection below it computes keys and arguments that are more than a column,
 * and one above it leaves them out again and puts in what holds where there is no row to look at.
 */
public final class WindowBuilder {

    private final Plan input;
    private final WindowTerms terms;
    private final Set<String> taken;
    private final List<Node> computed = new ArrayList<>();
    private final List<Field> fields;
    private final List<OverCall> calls = new ArrayList<>();
    private final List<Node> results = new ArrayList<>();
    private final List<Field> resultFields = new ArrayList<>();

    private WindowBuilder(Plan input, WindowTerms terms, List<WindowCall> functions) {
        this.input = input;
        this.terms = terms;
        this.taken = new HashSet<>(input.schema().names());
        this.fields = new ArrayList<>(input.schema().fields());
        computed.addAll(Renaming.referencesTo(input.schema().names()));
        for (WindowCall function : functions) {
            if (!taken.add(function.name())) {
                throw new IllegalArgumentException("there is a column '" + function.name()
                        + "' already; name the result of the window with .as(…)");
            }
        }
    }

    /**
     * Checks a window.
     *
     * @return a plan of it
     * @throws IllegalArgumentException when names or types do not fit
     */
    public static Plan build(Plan input, WindowTerms terms, List<WindowCall> functions) {
        return new WindowBuilder(input, terms, functions).build(functions);
    }

    private Plan build(List<WindowCall> functions) {
        List<String> partition = new ArrayList<>();
        for (Node key : terms.partition()) {
            partition.add(column(key, "partition"));
        }
        List<SortColumn> order = new ArrayList<>();
        for (WindowKey key : terms.order()) {
            order.add(new SortColumn(column(key.value(), "order"), key.descending(), key.nullsFirst()));
        }
        Frame frame = terms.frame() == null ? range(order) : terms.frame();
        for (WindowCall function : functions) {
            add(function);
        }
        Schema schema = Schema.of(fields);
        Plan below = schema.equals(input.schema()) ? input : new Plan.Project(input, computed, schema);
        Plan window = new WindowPlan(below, partition, order, frame, calls, terms.inWindowOrder());
        return result(window);
    }

    private Frame range(List<SortColumn> order) {
        if (order.size() != 1) {
            throw new IllegalArgumentException(
                    "a range is a distance along one key of the order, but there are " + order.size() + "; use rows");
        }
        String key = order.get(0).name();
        for (Field field : fields) {
            if (field.name().equals(key)) {
                return terms.range().bind(field.type());
            }
        }
        throw new IllegalStateException("the key " + key + " is not there");
    }

    /** The column that has the values of an expression; one more if there is none. */
    private String column(Node value, String use) {
        DataType type = Binder.bind(value, input.schema()).type();
        int known = computed.indexOf(value);
        if (known >= 0) {
            return fields.get(known).name();
        }
        String name = unused(use + ": " + value.describe());
        computed.add(value);
        fields.add(new Field(name, type));
        return name;
    }

    private String unused(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "'";
        }
        return name;
    }

    private void add(WindowCall call) {
        List<DataType> types = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Node argument : call.arguments()) {
            types.add(Binder.bind(argument, input.schema()).type());
            columns.add(column(argument, "argument"));
        }
        BoundAggregate aggregate = null;
        Field output;
        if (call.aggregate() == null) {
            output = new Field(
                    call.name(), OverFunctions.outputType(call.function(), types.isEmpty() ? null : types.get(0)));
        } else {
            aggregate = AggregateRegistry.bind(call.aggregate(), types, call.name());
            output = aggregate.outputField();
        }
        calls.add(new OverCall(call.function(), columns, call.number(), aggregate, output));
        Node result = new Node.ColumnReference(call.name());
        results.add(call.otherwise() == null ? result : withDefault(call, output, result));
        resultFields.add(output);
    }

    /** The value of the other row where there is one, else the default, in the type of the value. */
    private Node withDefault(WindowCall call, Field output, Node result) {
        String reaches = unused("reaches: " + call.name());
        long distance = call.function().equals(OverFunctions.LAG) ? -call.number() : call.number();
        calls.add(new OverCall(OverFunctions.REACHES, List.of(), distance, null, new Field(reaches, DataType.BOOLEAN)));
        DataType type = Binder.bind(call.otherwise(), input.schema()).type();
        Node otherwise =
                type.equals(output.type()) ? call.otherwise() : new Node.Cast(call.otherwise(), output.type(), false);
        return new Node.Call(Case.CASE, List.of(new Node.ColumnReference(reaches), result, otherwise));
    }

    /** The columns of the input, and the results. */
    private Plan result(Plan window) {
        List<Node> nodes = new ArrayList<>(Renaming.referencesTo(input.schema().names()));
        nodes.addAll(results);
        List<Field> all = new ArrayList<>(input.schema().fields());
        all.addAll(resultFields);
        Schema schema = Schema.of(all);
        boolean same = window.schema().equals(schema) && nodes.equals(Renaming.referencesTo(schema.names()));
        return same ? window : new Plan.Project(window, nodes, schema);
    }
}
