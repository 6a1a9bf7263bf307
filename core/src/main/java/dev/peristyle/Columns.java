package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Field;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which columns, said by name, type or pattern, for {@link Pipeline#select(Predicate)} and {@link Pipeline#with(Predicate,
 * java.util.function.UnaryOperator)}; to be imported statically. They are put together with {@code and}, {@code or} and
 * {@code negate}: {@code ofKind(DECIMAL).and(allBut("price"))}.
 */
public final class Columns {

    private Columns() {}

    /**
     * All columns.
     *
     * @return true for each
     */
    public static Predicate<Field> all() {
        return column -> true;
    }

    /**
     * All columns but some.
     *
     * @param names those that are left out; one that is not there is left out as well
     * @return true for the others
     */
    public static Predicate<Field> allBut(String... names) {
        List<String> without = Arguments.list("names", names);
        return column -> !without.contains(column.name());
    }

    /**
     * Columns of some types.
     *
     * @param types the types, with their digits and units
     * @return true for those
     */
    public static Predicate<Field> ofType(DataType... types) {
        List<DataType> wanted = Arguments.list("types", types);
        return column -> wanted.contains(column.type());
    }

    /**
     * Columns of some kinds of types, such as all decimals.
     *
     * @param kinds the kinds
     * @return true for those
     */
    public static Predicate<Field> ofKind(Kind... kinds) {
        List<Kind> wanted = Arguments.list("kinds", kinds);
        return column -> wanted.contains(column.type().kind());
    }

    /**
     * Columns of numbers.
     *
     * @return true for integers, decimals, floats and doubles
     */
    public static Predicate<Field> numbers() {
        return column -> column.type().isNumeric();
    }

    /**
     * Columns whose names match a pattern as a whole.
     *
     * @param regex a regular expression of {@link Pattern}
     * @return true for those
     * @throws java.util.regex.PatternSyntaxException when it is none
     */
    public static Predicate<Field> matching(String regex) {
        Pattern pattern = Pattern.compile(Objects.requireNonNull(regex, "regex"));
        return column -> pattern.matcher(column.name()).matches();
    }
}
