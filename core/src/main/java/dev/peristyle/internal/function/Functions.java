package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.ScalarFunction;
import java.util.List;

/**
 * All functions, for those who look for one by its name. Nothing that runs a query comes by here: each function is loaded
 * when an expression uses it.
 */
public final class Functions {

    private Functions() {}

    /** The functions in the order of the documentation. */
    public static List<ScalarFunction> all() {
        return List.of(
                Plus.PLUS,
                Minus.MINUS,
                Times.TIMES,
                Divide.DIVIDE,
                Modulo.MODULO,
                Power.POWER,
                Negate.NEGATE,
                Abs.ABS,
                Rounded.ROUND,
                Rounded.FLOOR,
                Rounded.CEIL,
                RoundToDigits.ROUND,
                Elementary.SQRT,
                Elementary.EXP,
                Elementary.LN,
                Elementary.LOG10,
                Elementary.SIN,
                Elementary.COS,
                Elementary.TAN,
                Elementary.ASIN,
                Elementary.ACOS,
                Elementary.ATAN,
                ArcTangent.ATAN2,
                Sign.SIGN,
                Quotient.QUOTIENT,
                BitOperation.AND,
                BitOperation.OR,
                BitOperation.XOR,
                BitOperation.NOT,
                BitOperation.SHIFT_LEFT,
                BitOperation.SHIFT_RIGHT,
                Bucket.BUCKET,
                Comparison.EQ,
                Comparison.NE,
                Comparison.LT,
                Comparison.LE,
                Comparison.GT,
                Comparison.GE,
                Logic.AND,
                Logic.OR,
                Not.NOT,
                NullTest.IS_NULL,
                NullTest.IS_NOT_NULL,
                NanTest.IS_NAN,
                In.IN,
                Coalesce.COALESCE,
                Extreme.LEAST,
                Extreme.GREATEST,
                NullIf.NULL_IF,
                Case.CASE,
                Length.LENGTH,
                TextCase.LOWER,
                TextCase.UPPER,
                Trim.TRIM,
                Substring.SUBSTRING,
                Concat.CONCAT,
                TextSearch.CONTAINS,
                TextSearch.STARTS_WITH,
                TextSearch.ENDS_WITH,
                TextSearch.LIKE,
                DatePart.YEAR,
                DatePart.MONTH,
                DatePart.DAY,
                DatePart.HOUR,
                DatePart.MINUTE,
                DatePart.SECOND,
                DatePart.DAY_OF_WEEK,
                Truncate.YEAR,
                Truncate.QUARTER,
                Truncate.MONTH,
                Truncate.WEEK,
                Truncate.DAY,
                Truncate.HOUR,
                Truncate.MINUTE,
                Truncate.SECOND);
    }
}
