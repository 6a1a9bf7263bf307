package dev.peristyle.internal.expression;

/** What an expression can compute. */
public enum Function {
    /** Sum. */
    PLUS("+", true),
    /** Difference. */
    MINUS("-", true),
    /** Product. */
    TIMES("*", true),
    /** Quotient, always a double. */
    DIVIDE("/", true),
    /** Remainder with the sign of the dividend. */
    MODULO("%", true),
    /** Sign change. */
    NEGATE("-", false),
    /** Absolute value. */
    ABS("abs", false),
    /** Nearest integral value, halves away from zero. */
    ROUND("round", false),
    /** Next integral value below. */
    FLOOR("floor", false),
    /** Next integral value above. */
    CEIL("ceil", false),
    /** Equal. */
    EQ("=", true),
    /** Not equal. */
    NE("<>", true),
    /** Less. */
    LT("<", true),
    /** Less or equal. */
    LE("<=", true),
    /** Greater. */
    GT(">", true),
    /** Greater or equal. */
    GE(">=", true),
    /** Conjunction of SQL's three-valued logic. */
    AND("and", true),
    /** Disjunction of SQL's three-valued logic. */
    OR("or", true),
    /** Negation of SQL's three-valued logic. */
    NOT("not", false),
    /** True where there is no value. */
    IS_NULL("is null", false),
    /** True where there is a value. */
    IS_NOT_NULL("is not null", false),
    /** Equal to one of several values. */
    IN("in", false),
    /** The first argument that is not null. */
    COALESCE("coalesce", false),
    /** The result of the first condition that is true. */
    CASE("case", false),
    /** Number of code points. */
    LENGTH("length", false),
    /** Lower case. */
    LOWER("lower", false),
    /** Upper case. */
    UPPER("upper", false),
    /** Without blanks at both ends. */
    TRIM("trim", false),
    /** Some code points: text, start from 1, length. */
    SUBSTRING("substring", false),
    /** One text after the other; null when one is null. */
    CONCAT("||", true),
    /** Has the second text within. */
    CONTAINS("contains", false),
    /** Begins with the second text. */
    STARTS_WITH("startsWith", false),
    /** Ends with the second text. */
    ENDS_WITH("endsWith", false),
    /** Matches a pattern of % and _. */
    LIKE("like", true),
    /** Year of a date or timestamp. */
    YEAR("year", false),
    /** Month, 1 to 12. */
    MONTH("month", false),
    /** Day of the month, 1 to 31. */
    DAY("day", false),
    /** Hour, 0 to 23. */
    HOUR("hour", false),
    /** Minute, 0 to 59. */
    MINUTE("minute", false),
    /** Second, 0 to 59. */
    SECOND("second", false),
    /** Day of the week, Monday = 1 to Sunday = 7. */
    DAY_OF_WEEK("dayOfWeek", false),
    /** First day of the year. */
    TRUNCATE_YEAR("truncateToYear", false),
    /** First day of the quarter. */
    TRUNCATE_QUARTER("truncateToQuarter", false),
    /** First day of the month. */
    TRUNCATE_MONTH("truncateToMonth", false),
    /** Monday of the week. */
    TRUNCATE_WEEK("truncateToWeek", false),
    /** Start of the day. */
    TRUNCATE_DAY("truncateToDay", false),
    /** Start of the hour. */
    TRUNCATE_HOUR("truncateToHour", false),
    /** Start of the minute. */
    TRUNCATE_MINUTE("truncateToMinute", false),
    /** Start of the second. */
    TRUNCATE_SECOND("truncateToSecond", false),
    /** Conversion that fails where it is impossible. */
    CAST("cast", false),
    /** Conversion that gives null where it is impossible. */
    TRY_CAST("tryCast", false);

    private final String symbol;
    private final boolean infix;

    Function(String symbol, boolean infix) {
        this.symbol = symbol;
        this.infix = infix;
    }

    /**
     * Returns how it is written.
     *
     * @return an operator or a name
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Says whether it stands between its arguments.
     *
     * @return true for binary operators
     */
    public boolean isInfix() {
        return infix;
    }

    /** Whether this is one of the six comparisons. */
    boolean isComparison() {
        return compareTo(EQ) >= 0 && compareTo(GE) <= 0;
    }

    /** The comparison that holds when the operands change sides. */
    Function mirrored() {
        return switch (this) {
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
            default -> this;
        };
    }
}
