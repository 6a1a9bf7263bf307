package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Case;
import dev.peristyle.internal.function.NullTest;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.internal.over.Frame;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes plans of operations on whole rows of several pipelines: of projections, joins and groups. */
public final class SetOperations {

    private static final String ROW_NUMBER = "rowNumber";

    private SetOperations() {}

    /**
     * The rows of several inputs one after the other; columns with one name are one column.
     *
     * @return a plan of it, with null where an input has no such column
     * @throws IllegalArgumentException when columns of one name have no common type
     */
    public static Plan unionByName(List<Plan> inputs) {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (int input = 0; input < inputs.size(); input++) {
            for (Field field : inputs.get(input).schema().fields()) {
                DataType before = types.get(field.name());
                DataType common = CommonType.of(before, field.type());
                if (common == null) {
                    throw new IllegalArgumentException("column '" + field.name() + "' is " + before
                            + " in an earlier pipeline and " + field.type() + " in pipeline " + (input + 1)
                            + ", and no type holds both; cast it in one of them with with(name, col(name).cast(type))");
                }
                types.put(field.name(), common);
            }
        }
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(new Field(name, type)));
        Schema schema = Schema.of(fields);
        List<Plan> rows = new ArrayList<>();
        inputs.forEach(input -> rows.add(widened(input, schema)));
        return new Plan.Concat(rows);
    }

    /** An input with the columns of a schema, whose types hold its values. */
    private static Plan widened(Plan input, Schema schema) {
        if (input.schema().equals(schema)) {
            return input;
        }
        List<Node> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (!input.schema().contains(field.name())) {
                columns.add(new Node.Cast(new Node.Literal(null), field.type(), false));
                continue;
            }
            Node column = new Node.ColumnReference(field.name());
            boolean same = input.schema().field(field.name()).type().equals(field.type());
            columns.add(same ? column : new Node.Cast(column, field.type(), false));
        }
        return new Plan.Project(input, columns, schema);
    }

    /**
     * The different rows of an input that another one has, or has not.
     *
     * @param has whether the other one has to have them
     * @param operator what the user calls it
     * @return a plan of it
     * @throws IllegalArgumentException when the other one has not just the columns of the first, or in types that cannot be compared
     */
    public static Plan compared(Plan input, Plan other, boolean has, String operator) {
        List<String> names = input.schema().names();
        checkNames(names, other, operator);
        Plan rows = matched(input, other, names, has);
        return new Plan.Group(rows, names, List.of(), List.of(), input.schema());
    }

    /**
     * The rows of an input that another one has, or has not, as often as it has them: the first of equal rows is matched with the first
     * one there, the second with the second.
     *
     * @param has whether the other one has to have them
     * @param operator what the user calls it
     * @return a plan of it
     * @throws IllegalArgumentException when the other one has not just the columns of the first, or in types that cannot be compared
     */
    public static Plan counted(Plan input, Plan other, boolean has, String operator) {
        List<String> names = input.schema().names();
        checkNames(names, other, operator);
        String number = JoinBuilder.free("number among equal rows", new HashSet<>(names));
        List<String> keys = new ArrayList<>(names);
        keys.add(number);
        Plan rows = matched(numbered(input, names, number), numbered(other, names, number), keys, has);
        return new Plan.Project(rows, Renaming.referencesTo(names), input.schema());
    }

    /** Rows with their number among those that are equal to them. */
    private static Plan numbered(Plan input, List<String> names, String number) {
        WindowTerms equal =
                new WindowTerms(Renaming.referencesTo(names), List.of(), new Frame.UpToPeers(), null, false);
        return WindowBuilder.build(input, equal, List.of(new WindowCall(ROW_NUMBER, null, List.of(), 0, null, number)));
    }

    private static Plan matched(Plan input, Plan other, List<String> names, boolean has) {
        List<JoinKey> keys = new ArrayList<>();
        names.forEach(name -> keys.add(JoinKey.ofColumn(name)));
        JoinTerms terms = new JoinTerms(keys, null, true, null);
        return JoinBuilder.build(input, other, has ? JoinType.SEMI : JoinType.ANTI, terms);
    }

    private static void checkNames(List<String> names, Plan other, String operator) {
        if (!new HashSet<>(names).equals(new HashSet<>(other.schema().names()))) {
            throw new IllegalArgumentException(
                    operator + " compares whole rows and needs the same columns, but one pipeline has " + names
                            + " and the other one " + other.schema().names() + "; use select to make them equal");
        }
    }

    /**
     * The rows of an input with those of another one in the place of rows with the same keys, and after them those whose keys are new.
     *
     * @param changes with the same columns, and no keys twice
     * @return a plan of it
     */
    public static Plan upsert(Plan base, Plan changes, List<String> keys) {
        Schema schema = base.schema();
        Set<String> taken = new HashSet<>(schema.names());
        String changed = JoinBuilder.free("changed", taken);
        List<Node> columns = new ArrayList<>(Renaming.referencesTo(schema.names()));
        columns.add(new Node.Literal(true));
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.add(new Field(changed, DataType.BOOLEAN));
        Plan marked = new Plan.Project(changes, columns, Schema.of(fields));
        String suffix = " (changed)";
        while (isTaken(schema, suffix)) {
            suffix += "'";
        }
        List<JoinKey> on = keys.stream().map(JoinKey::ofColumn).toList();
        Plan joined = JoinBuilder.build(base, marked, JoinType.FULL, new JoinTerms(on, null, true, suffix));
        Node isChanged = new Node.Call(NullTest.IS_NOT_NULL, List.of(new Node.ColumnReference(changed)));
        List<Node> results = new ArrayList<>();
        for (String name : schema.names()) {
            Node old = new Node.ColumnReference(name);
            Node latest = new Node.ColumnReference(name + suffix);
            results.add(keys.contains(name) ? old : new Node.Call(Case.CASE, List.of(isChanged, latest, old)));
        }
        return new Plan.Project(joined, results, schema);
    }

    private static boolean isTaken(Schema schema, String suffix) {
        return schema.names().stream().anyMatch(name -> schema.contains(name + suffix));
    }

    /**
     * A row for each of some columns of a row, under one another.
     *
     * @param name the name of the column that says which one it was
     * @param value the name of the column of values
     * @return a plan of it
     * @throws IllegalArgumentException when a name is unknown or taken, or the columns have no common type
     */
    public static Plan unpivot(Plan input, List<String> columns, String name, String value) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("unpivot needs columns that become rows");
        }
        Schema schema = input.schema();
        DataType type = null;
        for (Field field : schema.select(columns).fields()) {
            DataType common = CommonType.of(type, field.type());
            if (common == null) {
                throw new IllegalArgumentException("unpivot puts values into one column, but '" + field.name() + "' is "
                        + field.type() + " and those before it are " + type
                        + ", and no type holds both; cast them with with(name, col(name).cast(type))");
            }
            type = common;
        }
        List<Node> nodes = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (!columns.contains(field.name())) {
                nodes.add(new Node.ColumnReference(field.name()));
                fields.add(field);
            }
        }
        List<Field> results = new ArrayList<>(fields);
        results.add(new Field(name, DataType.STRING));
        results.add(new Field(value, type));
        for (String column : columns) {
            Node reference = new Node.ColumnReference(column);
            nodes.add(schema.field(column).type().equals(type) ? reference : new Node.Cast(reference, type, false));
            fields.add(new Field(column, type));
        }
        return new Unpivot(new Plan.Project(input, nodes, Schema.of(fields)), columns, Schema.of(results));
    }
}
