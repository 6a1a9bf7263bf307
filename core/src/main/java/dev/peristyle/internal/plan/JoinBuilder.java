package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Coalesce;
import dev.peristyle.internal.function.NullTest;
import dev.peristyle.internal.join.AsOfDirection;
import dev.peristyle.internal.join.AsOfJoining;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a plan of a join as the user wrote it: projections below it compute the keys and give every column a name that no other
 * has, the join matches columns, and a projection above it brings the result into its form.
 */
public final class JoinBuilder {

    private static final String RIGHT = " (right)";

    private final JoinType type;
    private final JoinTerms terms;

    /** Null where every row that matches comes out. */
    private final AsOfTerms asOf;

    private final Side left;
    private final Side right;

    /** The names that columns of the right have in the result, by their own; those of shared keys are not among them. */
    private final Map<String, String> shown = new LinkedHashMap<>();

    /** The columns that are keys of both sides under one name, with the number of the key. */
    private final Map<String, Integer> shared = new HashMap<>();

    private JoinBuilder(Plan left, Plan right, JoinType type, JoinTerms terms, AsOfTerms asOf) {
        this.type = type;
        this.terms = terms;
        this.asOf = asOf;
        this.left = new Side(left);
        this.right = new Side(right);
    }

    /**
     * Checks a join.
     *
     * @return a plan of it
     * @throws IllegalArgumentException when names or types do not fit
     */
    public static Plan build(Plan left, Plan right, JoinType type, JoinTerms terms) {
        return new JoinBuilder(left, right, type, terms, null).build();
    }

    /**
     * Checks an as-of join.
     *
     * @param type inner or left
     * @param terms what has to be equal
     * @return a plan of it
     * @throws IllegalArgumentException when names or types do not fit
     */
    public static Plan buildAsOf(Plan left, Plan right, JoinType type, JoinTerms terms, AsOfTerms asOf) {
        if (type != JoinType.INNER && type != JoinType.LEFT) {
            throw new IllegalArgumentException("a join as of something is inner or left, not " + type);
        }
        if (terms.condition() != null) {
            throw new IllegalArgumentException("a join as of something takes the nearest row, whatever "
                    + terms.condition().describe()
                    + " says of it; filter one of the pipelines, or the result, instead of where");
        }
        if (terms.method() != JoinMethod.CHOSEN) {
            throw new IllegalArgumentException(
                    "a join as of something sorts both sides and holds none; leave out buildLeft(), buildRight() and sorted()");
        }
        List<JoinKey> keys = new ArrayList<>(terms.keys());
        keys.add(asOf.key());
        JoinTerms all = new JoinTerms(keys, null, terms.nullsMatch(), terms.suffix());
        return new JoinBuilder(left, right, type, all, asOf).build();
    }

    private Plan build() {
        if (terms.method() == JoinMethod.MERGE && terms.keys().isEmpty()) {
            throw new IllegalArgumentException("a join on everything has no keys to be sorted by; leave out sorted()");
        }
        for (int number = 0; number < terms.keys().size(); number++) {
            JoinKey key = terms.keys().get(number);
            if (key.isShared() && shared.put(((Node.ColumnReference) key.left()).name(), number) != null) {
                throw new IllegalArgumentException("the key " + key.describe() + " is given twice");
            }
        }
        left.names.addAll(left.input.schema().names());
        left.input.schema().fields().forEach(field -> left.add(new Node.ColumnReference(field.name()), field));
        nameRight();
        for (int number = 0; number < terms.keys().size(); number++) {
            addKey(terms.keys().get(number), number + 1);
        }
        Node condition = terms.condition() == null ? null : condition();
        List<Field> fields = new ArrayList<>(left.fields);
        if (type.showsRight()) {
            fields.addAll(right.fields);
        }
        if (asOf != null) {
            return result(asOfJoin(Schema.of(fields)));
        }
        Plan join = new Plan.Join(
                left.plan(),
                right.plan(),
                type,
                left.keys,
                right.keys,
                terms.nullsMatch(),
                condition,
                Schema.of(fields),
                terms.method(),
                null,
                null);
        return result(join);
    }

    /** Rows that cannot match are left out before: those of the right, and of the left where these do not come out. */
    private Plan asOfJoin(Schema schema) {
        int last = left.keys.size() - 1;
        DataType near = schema.field(left.keys.get(last)).type();
        boolean measures = asOf.direction() == AsOfDirection.NEAREST || asOf.tolerance() != null;
        if (measures && AsOfJoining.hasNoDistance(near)) {
            throw new IllegalArgumentException(
                    "values of type " + near + " have no distance, as nearest and within need: " + asOf.describe()
                            + "; use before() or after() alone");
        }
        if (asOf.tolerance() != null && AsOfJoining.tolerance(near, asOf.tolerance()) == null) {
            throw new IllegalArgumentException("values of type " + near + " are not " + asOf.tolerance()
                    + " from each other: " + asOf.describe() + "; give a Duration for dates and times, and a number for"
                    + " numbers");
        }
        int first = terms.nullsMatch() ? last : 0;
        Plan leftRows = left.plan();
        if (type.dropsLeft()) {
            leftRows = present(leftRows, left.keys.subList(first, last + 1));
        }
        Plan rightRows = present(right.plan(), right.keys.subList(first, last + 1));
        return new Plan.AsOfJoin(leftRows, rightRows, type.keepsLeft(), left.keys, right.keys, asOf, schema);
    }

    private static Plan present(Plan rows, List<String> columns) {
        List<Node> conditions = new ArrayList<>();
        for (String column : columns) {
            conditions.add(new Node.Call(NullTest.IS_NOT_NULL, List.of(new Node.ColumnReference(column))));
        }
        return new Plan.Filter(rows, conditions);
    }

    /** Gives each column of the right a name that none of the left has. */
    private void nameRight() {
        Set<String> taken = left.names;
        Set<String> results = new HashSet<>(left.input.schema().names());
        for (Field field : right.input.schema().fields()) {
            String name = field.name();
            String unique = name;
            if (shared.containsKey(name)) {
                unique = free(name + RIGHT, taken);
            } else {
                if (left.input.schema().contains(name)) {
                    unique = terms.suffix() == null ? clash(name, taken) : name + terms.suffix();
                }
                if (!results.add(unique)) {
                    throw new IllegalArgumentException(
                            "the join would have two columns '" + unique + "'; use another suffix or rename");
                }
                shown.put(name, unique);
            }
            taken.add(unique);
            right.unique.put(name, unique);
            right.add(new Node.ColumnReference(name), new Field(unique, field.type()));
        }
    }

    private String clash(String name, Set<String> taken) {
        if (type.showsRight()) {
            throw new IllegalArgumentException(
                    "both sides of the join have a column '" + name
                            + "' that is no key of both; write .suffix(\"_right\") to keep both, or rename or drop one of them first");
        }
        return free(name + RIGHT, taken);
    }

    /** A name that is not taken. */
    static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (taken.contains(name)) {
            name += "'";
        }
        return name;
    }

    private void addKey(JoinKey key, int number) {
        BoundExpression leftKey = Binder.bind(key.left(), left.input.schema());
        BoundExpression rightKey = Binder.bind(key.right(), right.input.schema());
        DataType common = JoinKeyTypes.common(leftKey.type(), rightKey.type());
        if (common == null) {
            throw new IllegalArgumentException("the join key " + key.describe() + " compares "
                    + leftKey.type() + " with " + rightKey.type()
                    + ", and no type holds the values of both; cast one of them, such as on(col(\"a\").cast(DataType."
                    + "DOUBLE), col(\"b\"))");
        }
        left.addKey(key.left(), leftKey.type(), common, "key " + number, left.names);
        right.addKey(key.right(), rightKey.type(), common, "key " + number + RIGHT, left.names);
    }

    /** The further condition over the names that the join has. */
    private Node condition() {
        Set<String> ambiguous = new HashSet<>(left.input.schema().names());
        ambiguous.retainAll(right.input.schema().names());
        ambiguous.removeAll(shared.keySet());
        List<Field> fields = new ArrayList<>(left.input.schema().fields());
        for (Field field : right.input.schema().fields()) {
            if (!shared.containsKey(field.name())) {
                fields.add(new Field(right.unique.get(field.name()), field.type()));
            }
        }
        if (terms.suffix() == null) {
            for (String name : Node.columnsOf(List.of(terms.condition()))) {
                if (ambiguous.contains(name)) {
                    throw new IllegalArgumentException(
                            "in " + terms.condition().describe() + ", '" + name
                                    + "' can be a column of either side; write .suffix(\"_right\") to give that of the right another name");
                }
            }
        }
        Node condition = terms.condition();
        BoundExpression bound = Binder.bind(condition, Schema.of(fields));
        if (!bound.type().equals(DataType.BOOLEAN)) {
            throw new IllegalArgumentException("a join needs a condition, but " + bound.describe() + " is of type "
                    + bound.type() + "; compare it with something, such as .gt(0) or .isNotNull()");
        }
        return condition;
    }

    /** The columns that the user sees. */
    private Plan result(Plan join) {
        List<Node> columns = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : left.input.schema().fields()) {
            Integer key = type.showsRight() ? shared.get(field.name()) : null;
            Node value = key == null ? new Node.ColumnReference(field.name()) : sharedKey(key);
            columns.add(value);
            fields.add(new Field(
                    field.name(),
                    key == null
                            ? field.type()
                            : Binder.bind(value, join.schema()).type()));
        }
        if (type.showsRight()) {
            shown.forEach((own, name) -> {
                columns.add(new Node.ColumnReference(name));
                fields.add(new Field(name, right.input.schema().field(own).type()));
            });
        }
        return new Plan.Project(join, columns, Schema.of(fields));
    }

    /** The value of a key that comes out once: of the side that has a row. */
    private Node sharedKey(int key) {
        Node ofLeft = new Node.ColumnReference(left.keys.get(key));
        Node ofRight = new Node.ColumnReference(right.keys.get(key));
        return switch (type) {
            case RIGHT -> ofRight;
            case FULL -> new Node.Call(Coalesce.COALESCE, List.of(ofLeft, ofRight));
            default -> ofLeft;
        };
    }

    /** One input: its columns under the names that they have in the join, and its keys. */
    private static final class Side {

        private final Plan input;
        private final Set<String> names = new HashSet<>();
        private final Map<String, String> unique = new HashMap<>();
        private final List<Node> columns = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();

        Side(Plan input) {
            this.input = input;
        }

        void add(Node column, Field field) {
            columns.add(column);
            fields.add(field);
        }

        void addKey(Node key, DataType own, DataType common, String name, Set<String> taken) {
            if (own.equals(common) && key instanceof Node.ColumnReference reference) {
                keys.add(unique.getOrDefault(reference.name(), reference.name()));
                return;
            }
            String unused = free(name, taken);
            taken.add(unused);
            keys.add(unused);
            add(own.equals(common) ? key : new Node.Cast(key, common, false), new Field(unused, common));
        }

        Plan plan() {
            Schema schema = Schema.of(fields);
            boolean same = schema.equals(input.schema());
            return same ? input : new Plan.Project(input, columns, schema);
        }
    }
}
