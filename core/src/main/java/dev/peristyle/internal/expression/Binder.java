package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Bound.Input;
import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Resolves the names and checks the types of an expression. */
public final class Binder {

    /** With more values than this a table is faster. */
    private static final int MOST_COMPARISONS = 3;

    private final Schema schema;

    private Binder(Schema schema) {
        this.schema = schema;
    }

    /**
     * Binds an expression to a schema.
     *
     * @param node the expression as written
     * @param schema the columns it may read
     * @return the expression with types, simplified
     * @throws IllegalArgumentException when a column does not exist (suggests the nearest name) or types do not fit (shows
     *     the expression and the types of its operands and says what to do)
     */
    public static BoundExpression bind(Node node, Schema schema) {
        Bound bound = new Binder(schema).bind(node);
        if (Constants.isUntyped(bound)) {
            throw new IllegalArgumentException(node.describe() + " has no type; write lit(null).cast(type)");
        }
        return new BoundExpression(node, schema, bound);
    }

    private Bound bind(Node node) {
        if (node instanceof ColumnReference reference) {
            Field field = schema.field(reference.name());
            return new Input(field.name(), field.type());
        }
        if (node instanceof Literal literal) {
            return Constants.of(literal.value());
        }
        if (node instanceof Cast cast) {
            return Conversions.cast(bind(cast.operand()), cast.type(), cast.orNull(), node);
        }
        Call call = (Call) node;
        List<Bound> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(bind(argument)));
        return apply(call, arguments);
    }

    private static Bound apply(Call call, List<Bound> arguments) {
        Function function = call.function();
        return switch (function) {
            case EQ, NE, LT, LE, GT, GE -> Comparisons.bind(function, arguments.get(0), arguments.get(1), call);
            case PLUS, MINUS, TIMES, DIVIDE, MODULO, NEGATE, ABS, ROUND, FLOOR, CEIL ->
                Arithmetic.bind(function, arguments, call);
            case AND, OR -> logic(function, arguments, call);
            case NOT -> Folding.apply(Function.NOT, DataType.BOOLEAN, condition(arguments.get(0), call));
            case IS_NULL, IS_NOT_NULL -> nullTest(function, arguments.get(0));
            case IN -> in(arguments, call);
            case COALESCE -> coalesce(CommonType.convert(arguments, call));
            case CASE -> choice(arguments, call);
            case LENGTH, LOWER, UPPER, TRIM, SUBSTRING, CONCAT, CONTAINS, STARTS_WITH, ENDS_WITH, LIKE ->
                Texts.bind(function, arguments, call);
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, DAY_OF_WEEK -> Dates.part(function, arguments.get(0), call);
            case TRUNCATE_YEAR,
                    TRUNCATE_QUARTER,
                    TRUNCATE_MONTH,
                    TRUNCATE_WEEK,
                    TRUNCATE_DAY,
                    TRUNCATE_HOUR,
                    TRUNCATE_MINUTE,
                    TRUNCATE_SECOND -> Dates.truncate(function, arguments.get(0), call);
            case CAST, TRY_CAST -> throw new IllegalStateException("a cast is a node of its own");
        };
    }

    /** An argument that has to be boolean. */
    static Bound condition(Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.BOOLEAN, null);
        }
        if (argument.type().kind() != Kind.BOOLEAN) {
            throw TypeErrors.mismatch(node, "needs conditions", "compare the operand with something", argument);
        }
        return argument;
    }

    private static Bound logic(Function function, List<Bound> arguments, Node node) {
        Bound result = condition(arguments.get(0), node);
        for (Bound argument : arguments.subList(1, arguments.size())) {
            result = logic(function, result, condition(argument, node));
        }
        return result;
    }

    private static Bound logic(Function function, Bound left, Bound right) {
        Constant neutral = function == Function.AND ? Constants.TRUE : Constants.FALSE;
        Constant decisive = function == Function.AND ? Constants.FALSE : Constants.TRUE;
        if (left.equals(neutral) || right.equals(decisive) && !Fallible.is(left)) {
            return right;
        }
        if (right.equals(neutral) || left.equals(decisive)) {
            return left;
        }
        return Folding.apply(function, DataType.BOOLEAN, left, right);
    }

    private static Bound nullTest(Function function, Bound argument) {
        if (argument instanceof Constant constant) {
            return constant.isNull() == (function == Function.IS_NULL) ? Constants.TRUE : Constants.FALSE;
        }
        return new Apply(function, DataType.BOOLEAN, argument);
    }

    /**
     * A chain of comparisons joined by {@code or}: its nulls are those of {@code in}. Many constants are looked up in a
     * table instead.
     */
    private static Bound in(List<Bound> arguments, Call call) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(call.describe() + " needs at least one value");
        }
        List<Bound> comparisons = new ArrayList<>();
        List<Bound> table = new ArrayList<>();
        for (Bound value : arguments.subList(1, arguments.size())) {
            Bound comparison = Comparisons.bind(Function.EQ, arguments.get(0), value, call);
            if (isTableEntry(comparison, table)) {
                Apply apply = (Apply) comparison;
                if (table.isEmpty()) {
                    table.add(apply.first());
                }
                table.add(apply.second());
            } else {
                comparisons.add(comparison);
            }
        }
        Bound result = Constants.FALSE;
        if (table.size() - 1 > MOST_COMPARISONS) {
            result = new Apply(Function.IN, DataType.BOOLEAN, table);
        } else {
            for (Bound value : table.isEmpty() ? table : table.subList(1, table.size())) {
                result = logic(Function.OR, result, new Apply(Function.EQ, DataType.BOOLEAN, table.get(0), value));
            }
        }
        for (Bound comparison : comparisons) {
            result = logic(Function.OR, result, comparison);
        }
        return result;
    }

    private static boolean isTableEntry(Bound comparison, List<Bound> table) {
        return comparison instanceof Apply apply
                && apply.function() == Function.EQ
                && apply.second() instanceof Constant
                && InStep.handles(apply.first())
                && (table.isEmpty() || table.get(0).equals(apply.first()));
    }

    private static Bound coalesce(List<Bound> arguments) {
        Bound result = arguments.get(arguments.size() - 1);
        for (int position = arguments.size() - 2; position >= 0; position--) {
            Bound argument = arguments.get(position);
            result = choose(nullTest(Function.IS_NOT_NULL, argument), argument, result);
        }
        return result;
    }

    /** Nested choices between two; the results are brought to a common type. */
    private static Bound choice(List<Bound> arguments, Call call) {
        List<Bound> results = new ArrayList<>();
        int last = arguments.size() - 1;
        for (int position = 1; position < last; position += 2) {
            results.add(arguments.get(position));
        }
        results.add(arguments.get(last));
        List<Bound> converted = CommonType.convert(results, call);
        Bound result = converted.get(converted.size() - 1);
        for (int branch = converted.size() - 2; branch >= 0; branch--) {
            result = choose(condition(arguments.get(2 * branch), call), converted.get(branch), result);
        }
        return result;
    }

    private static Bound choose(Bound condition, Bound first, Bound second) {
        if (condition instanceof Constant constant) {
            return Boolean.TRUE.equals(constant.value()) ? first : second;
        }
        if (first instanceof Constant constant && constant.isUntypedNull()) {
            return second;
        }
        return new Apply(Function.CASE, wider(first.type(), second.type()), condition, first, second);
    }

    /** Of two decimals of the same scale the one with more digits. */
    private static DataType wider(DataType first, DataType second) {
        return first != null && first.precision() > second.precision() ? first : second;
    }
}
