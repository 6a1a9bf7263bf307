package dev.peristyle.internal.expression;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Expression;
import dev.peristyle.Expressions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Functions over {@link FunctionColumns}, and how DuckDB says the same. Where the two are meant to differ the SQL says what we
 * have instead, and a comment why.
 */
final class DuckDbFunctions {

    /** One comparison. */
    record Case(String group, Expression ours, String sql) {}

    private final List<Case> cases = new ArrayList<>();

    private DuckDbFunctions() {}

    static List<Case> of(String group) {
        DuckDbFunctions all = new DuckDbFunctions();
        all.math();
        all.choices();
        all.times();
        all.texts();
        return all.cases.stream().filter(each -> each.group().equals(group)).toList();
    }

    private static String sqlFor(String template, String argument) {
        return template.replace("$1", argument);
    }

    private void math() {
        List<String> numbers = List.of("i1", "l1", "byte1", "u1", "f1", "d1", "unit", "p1", "w1");
        for (String name : numbers) {
            Expression number = col(name);
            // NaN for what has no value, as in Java and IEEE 754; DuckDB ends the query
            number(name, number.math().sqrt(), "CASE WHEN $1 < 0 THEN 'nan'::DOUBLE ELSE sqrt($1) END");
            String log = "CASE WHEN $1 < 0 THEN 'nan'::DOUBLE WHEN $1 = 0 THEN '-inf'::DOUBLE ELSE %s($1) END";
            number(name, number.math().ln(), String.format(log, "ln"));
            number(name, number.math().log10(), String.format(log, "log10"));
            number(name, number.math().exp(), "exp($1)");
            String angle = "CASE WHEN isinf($1) THEN 'nan'::DOUBLE ELSE %s($1) END";
            number(name, number.math().sin(), String.format(angle, "sin"));
            number(name, number.math().cos(), String.format(angle, "cos"));
            number(name, number.math().tan(), String.format(angle, "tan"));
            String inverse = "CASE WHEN abs($1) > 1 THEN 'nan'::DOUBLE ELSE %s($1) END";
            number(name, number.math().asin(), String.format(inverse, "asin"));
            number(name, number.math().acos(), String.format(inverse, "acos"));
            number(name, number.math().atan(), "atan($1)");
            number(name, number.math().atan2(col("d2")), "atan2($1, d2)");
            add("math", number.math().sign(), "sign(" + name + ")::INTEGER");
        }
        for (String name : List.of("i1", "l1", "byte1", "u1")) {
            for (String other : List.of("i2", "l2", "small")) {
                Expression number = col(name);
                String wide = name + "::"
                        + (name.equals("l1") || name.equals("u1") || other.equals("l2") ? "BIGINT" : "INTEGER");
                String second = other + "::" + (wide.endsWith("BIGINT") ? "BIGINT" : "INTEGER");
                add("math", number.math().bitAnd(col(other)), wide + " & " + second);
                add("math", number.math().bitOr(col(other)), wide + " | " + second);
                add("math", number.math().bitXor(col(other)), "xor(" + wide + ", " + second + ")");
                // the smallest number divided by -1 does not fit, here and there
                Expression safe = Expressions.when(col(other).eq(-1)).then(1).otherwise(col(other));
                add(
                        "math",
                        number.math().quotient(safe),
                        wide + " // nullif(CASE WHEN " + second + " = -1 THEN 1 ELSE " + second + " END, 0)");
            }
            String wide = name + "::" + (name.equals("l1") || name.equals("u1") ? "BIGINT" : "INTEGER");
            add("math", col(name).math().bitNot(), "~(" + wide + ")");
            // DuckDB gives 0 for what is shifted out, also where the number is negative, and shifts by 31 at most
            add("math", col(name).math().shiftRight(col("small").abs()), "(" + wide + ") >> abs(small)");
            // DuckDB ends the query where a bit leaves the type
            add(
                    "math",
                    col(name).math().bitAnd(255).math().shiftLeft(col("small").abs()),
                    "((" + wide + ") & 255) << abs(small)");
        }
        for (RoundingMode mode : List.of(RoundingMode.HALF_UP, RoundingMode.DOWN, RoundingMode.HALF_EVEN)) {
            String function = switch (mode) {
                case HALF_UP -> "round";
                case DOWN -> "trunc";
                default -> "round_even";
            };
            for (int digits : new int[] {0, 1, 2}) {
                add(
                        "math",
                        col("price").round(digits, mode),
                        mode == RoundingMode.DOWN
                                ? "trunc(price * 1e" + digits + ") / 1e" + digits
                                : function + "(price, " + digits + ")");
            }
        }
        add("math", col("d1").round(2), "round(d1, 2)");
        add("math", col("d1").round(-2), "round(d1, -2)");
        add("math", col("p1").round(2), "round(p1, 2)");
        add("math", col("p1").round(-2), "round(p1, -2)");
        add("math", col("w1").round(2), "round(w1, 2)");
        add("math", col("small").times(37).round(-1), "round(small * 37, -1)");
        add(
                "math",
                col("price").math().bucket(-500, 500, 7),
                "CASE WHEN price < -500 THEN 0 WHEN price >= 500 THEN 8"
                        + " ELSE floor((price + 500) / 1000 * 7)::INTEGER + 1 END");
    }

    private void number(String name, Expression ours, String template) {
        String argument = name.equals("p1") || name.equals("w1") ? name + "::DOUBLE" : name;
        add("math", ours, sqlFor(template, "(" + argument + ")::DOUBLE"));
    }

    private void choices() {
        for (String[] pair : new String[][] {{"i1", "i2"}, {"d1", "d2"}, {"s1", "s2"}, {"c1", "c2"}, {"tu", "tu2"}}) {
            add("choice", col(pair[0]).ifNull(col(pair[1])), "ifnull(" + pair[0] + ", " + pair[1] + ")");
        }
        add("choice", col("d1").isNaN(), "isnan(d1)");
        add("choice", col("f1").isNaN(), "isnan(f1)");
        add(
                "choice",
                Expressions.match(col("small"))
                        .is(1, "one")
                        .is(2, col("s1"))
                        .is(1, "never")
                        .otherwise("other"),
                "CASE small WHEN 1 THEN 'one' WHEN 2 THEN s1 WHEN 1 THEN 'never' ELSE 'other' END");
        add(
                "choice",
                Expressions.match(col("s1")).is(col("s2"), 1).is("a", 2).otherwiseNull(),
                "CASE s1 WHEN s2 THEN 1 WHEN 'a' THEN 2 END");
    }

    private void texts() {
        for (String name : List.of("s1", "a1")) {
            Expression text = col(name);
            add("text", text.text().left(2), "left(" + name + ", 2)");
            add("text", text.text().right(2), "right(" + name + ", 2)");
            for (int part : new int[] {1, 2, 3, -1, -2}) {
                String split = "split_part(" + name + ", ',', " + part + ")";
                add("text", text.text().splitPart(",", part), split);
                // an empty delimiter splits nothing, where DuckDB splits characters
                add(
                        "text",
                        text.text().splitPart(col("s2"), part),
                        "CASE WHEN s2 = '' THEN " + (part == 1 || part == -1 ? name : "left(" + name + ", 0)")
                                + " ELSE split_part(" + name + ", s2, " + part + ") END");
            }
            add("text", text.text().replace("a", "xy"), "replace(" + name + ", 'a', 'xy')");
            add("text", text.text().replace(col("s2"), "-"), "replace(" + name + ", s2, '-')");
            add("text", text.text().indexOf("b"), "strpos(" + name + ", 'b')::INTEGER");
            add("text", text.text().indexOf(col("s2")), "strpos(" + name + ", s2)::INTEGER");
            // what is longer stays, where DuckDB cuts it
            String pad = "CASE WHEN length(" + name + ") > 5 THEN " + name + " ELSE %s(" + name + ", 5, 'é-') END";
            add("text", text.text().padLeft(5, "é-"), String.format(pad, "lpad"));
            add("text", text.text().padRight(5, "é-"), String.format(pad, "rpad"));
            add("text", text.text().strip("ab é"), "trim(" + name + ", 'ab é')");
            add("text", text.text().stripStart(col("s2")), "ltrim(" + name + ", s2)");
            add("text", text.text().stripEnd(col("s2")), "rtrim(" + name + ", s2)");
            add("text", text.text().reverse(), "reverse(" + name + ")");
            add(
                    "text",
                    text.text().repeat(col("small")),
                    "repeat(" + name + ", CASE WHEN small < 0 THEN 0 ELSE small END)");
            add("text", text.text().like("%a\\%_%", '\\'), name + " LIKE '%a\\%_%' ESCAPE '\\'");
            add("text", text.text().like("!_%", '!'), name + " LIKE '!_%' ESCAPE '!'");
            for (String regex : List.of("a.*b", "[a-c]+", "^(a|ab)(.?)", "(?i)b{1,2}$", "x\\d+|日", "\\w+?", "(é|ß)+")) {
                String quoted = ", '" + regex + "'";
                add("text", text.text().matches(regex), "regexp_full_match(" + name + quoted + ")");
                add("text", text.text().containsMatch(regex), "regexp_matches(" + name + quoted + ")");
                // null where there is no match, where DuckDB has an empty text
                add(
                        "text",
                        text.text().extract(regex, 0),
                        "CASE WHEN regexp_matches(" + name + quoted + ") THEN regexp_extract(" + name + quoted
                                + ", 0) END");
                add(
                        "text",
                        text.text().replaceMatches(regex, "<$0>"),
                        "regexp_replace(" + name + quoted + ", '<\\0>', 'g')");
            }
            add("text", text.text().toBase64(), "base64(encode(" + name + "))");
            add("text", text.text().toBase64().text().fromBase64(), "encode(" + name + ")");
            add("text", text.text().toHex(), "lower(hex(" + name + "))");
            add("text", text.text().toHex().text().fromHex(), "encode(" + name + ")");
            add("text", text.text().md5(), "md5(" + name + ")");
            add("text", text.text().sha256(), "sha256(" + name + ")");
        }
        // DuckDB counts bytes
        add("text", col("a1").text().levenshtein(col("a1").text().reverse()), "levenshtein(a1, reverse(a1))::INTEGER");
        add("text", col("p1").text().formatNumber(4, ".", ","), "format('{:,.4f}', p1::DOUBLE)");
        add("text", col("i1").text().formatNumber(0, ".", ","), "format('{:,}', i1)");
        add("text", col("l1").text().formatNumber(0, ".", ","), "format('{:,}', l1)");
        add(
                "text",
                col("p1").text().formatNumber(4, ",", ".").text().parseNumber(DataType.decimal(9, 4), ",", "."),
                "p1");
    }

    private void times() {
        for (String name : List.of("c1", "ts", "tm", "tu", "tn", "zu")) {
            Expression time = col(name);
            String micros = name.equals("tn") ? "tn::TIMESTAMP_NS::TIMESTAMP" : name;
            if (name.equals("tn")) {
                // DuckDB rounds to microseconds, we cut
                micros = "make_timestamp((epoch_ns(tn) - ((epoch_ns(tn) % 1000) + 1000) % 1000) // 1000)";
            }
            time("quarter", time.time().quarter(), micros);
            time("dayofyear", time.time().dayOfYear(), micros);
            time("weekofyear", time.time().isoWeek(), micros);
            time("isoyear", time.time().isoYear(), micros);
            add("time", time.time().lastDayOfMonth(), "last_day(" + micros + ")");
            for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS, ChronoUnit.YEARS)) {
                if (!name.equals("tn")) {
                    String moved =
                            name + " %s small * INTERVAL 1 " + unit.name().replaceAll("S$", "");
                    String type =
                            DuckDbSql.type(FunctionColumns.SCHEMA.field(name).type());
                    add("time", time.time().plus(col("small"), unit), "(" + String.format(moved, "+") + ")::" + type);
                    add("time", time.time().minus(col("small"), unit), "(" + String.format(moved, "-") + ")::" + type);
                }
            }
        }
        add("time", col("tu").time().plus(col("i1"), ChronoUnit.SECONDS), "tu + i1 * INTERVAL 1 SECOND");
        add("time", col("tu").time().plus(col("i1"), ChronoUnit.MICROS), "tu + i1 * INTERVAL 1 MICROSECOND");
        add("time", col("tu").time().plus(col("small"), ChronoUnit.HOURS), "tu + small * INTERVAL 1 HOUR");
        add("time", col("tu").time().millisecond(), "millisecond(tu) % 1000");
        add("time", col("tu").time().microsecond(), "microsecond(tu) % 1000000");
        add("time", col("tn").time().nanosecond(), "((epoch_ns(tn) % 1000000000) + 1000000000) % 1000000000");
        add("time", col("tu").time().toEpoch(Resolution.MICROS), "epoch_us(tu)");
        add("time", col("tm").time().toEpoch(Resolution.NANOS), "epoch_ns(tm)");
        add("time", col("tu").time().toEpoch(Resolution.SECONDS), "floor(epoch_us(tu) / 1000000)::BIGINT");
        add("time", col("c1").time().toEpoch(Resolution.SECONDS), "epoch_us(c1) // 1000000");
        add(
                "time",
                col("i1").time().fromEpoch(Resolution.SECONDS),
                "make_timestamp(i1::BIGINT * 1000000)::TIMESTAMP_S");
        for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.HOURS, ChronoUnit.SECONDS)) {
            String sub = "date_sub('" + unit.name().toLowerCase(Locale.ROOT) + "', tu, tu2)";
            add("time", col("tu").time().until(col("tu2"), unit), sub);
        }
        add("time", col("c1").time().until(col("c2"), ChronoUnit.DAYS), "date_diff('day', c1, c2)");
        add("time", col("tu").time().format("dd/MM/uuuu HH:mm:ss.SSSSSS"), "strftime(tu, '%d/%m/%Y %H:%M:%S.%f')");
        Expression written = col("ts").time().format("dd/MM/uuuu HH:mm:ss");
        add(
                "time",
                written.time().parse(DataType.localTimestamp(Resolution.SECONDS), "dd/MM/yyyy HH:mm:ss"),
                "strptime(strftime(ts, '%d/%m/%Y %H:%M:%S'), '%d/%m/%Y %H:%M:%S')::TIMESTAMP_S");
        Expression day = col("bit").modulo(28).plus(1);
        add(
                "time",
                Expressions.date(col("bit").plus(1970), col("bit").modulo(12).plus(1), day),
                "make_date(bit + 1970, bit % 12 + 1, bit % 28 + 1)");
        add(
                "time",
                Expressions.time(col("bit").modulo(24), col("bit").modulo(60), 59),
                "make_time(bit % 24, bit % 60, 59)");
        add("time", col("c1").time().atTime(col("tu").cast(DataType.time(Resolution.MICROS))), "c1 + tu::TIME");
    }

    private void time(String function, Expression ours, String argument) {
        add("time", ours, function + "(" + argument + ")::INTEGER");
    }

    private void add(String group, Expression ours, String sql) {
        cases.add(new Case(group, ours, sql));
    }
}
