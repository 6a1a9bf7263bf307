package dev.peristyle.oracle;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Expression;
import dev.peristyle.ExpressionFixture;
import dev.peristyle.internal.expression.DuckDbSql;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chance, and what several kinds of steps draw with it. */
final class RandomStep {

    private final Random random;
    private int names;

    RandomStep(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A name that no column has. */
    String name(String prefix) {
        return prefix + names++;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some different ones, so many at most. */
    <T> List<T> some(List<T> choices, int max) {
        List<T> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(shuffled.size(), 1 + random.nextInt(max)));
    }

    static String sql(Expression expression, Schema schema) {
        return new DuckDbSql(schema).of(ExpressionFixture.node(expression));
    }

    /** A condition over columns of any types that cannot fail; never over those that are inexact. */
    Expression condition(List<Field> fields) {
        Field field = oneOf(fields);
        Expression column = col(field.name());
        Expression condition = switch (random.nextInt(5)) {
            case 0 -> column.isNotNull();
            case 1 -> column.isNull().or(compare(column, oneOf(sameType(fields, field))));
            case 2, 3 -> field.type().isNumeric() ? compareWithNumber(column) : column.isNotNull();
            default -> compare(column, oneOf(sameType(fields, field)));
        };
        return switch (random.nextInt(6)) {
            case 0 -> condition.not();
            case 1 -> condition.or(col(oneOf(fields).name()).isNull());
            default -> condition;
        };
    }

    static List<Field> sameType(List<Field> fields, Field field) {
        return fields.stream()
                .filter(other -> other.type().equals(field.type()))
                .toList();
    }

    private Expression compareWithNumber(Expression column) {
        int number = random.nextInt(24) - 8;
        return random.nextBoolean() ? column.gt(number) : column.le(number);
    }

    private Expression compare(Expression left, Field right) {
        Expression other = col(right.name());
        return switch (random.nextInt(4)) {
            case 0 -> left.eq(other);
            case 1 -> left.ne(other);
            case 2 -> left.lt(other);
            default -> left.ge(other);
        };
    }

    /** How DuckDB computes with a value of another type that an aggregate gives. */
    static String cast(String sql, DataType type) {
        return "CAST(" + sql + " AS " + DuckDbSql.type(type) + ")";
    }
}
