package dev.peristyle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All functions and aggregates with their types, one line each: what the page {@code FUNCTIONS.md} and the command {@code functions}
 * of the examples are made of. Types are those of {@code x}; where others are not named, an expression or a value of the same
 * kind is meant.
 */
public final class FunctionReference {

    private static final String LINES = """
            arithmetic | x.plus(y) | number, date, timestamp, duration | number or time | The sum; exact for integers and decimals, where an overflow is an error
            arithmetic | x.minus(y) | number, date, timestamp, time, duration | number or time | The difference; of timestamps a duration
            arithmetic | x.times(y) | number | number | The product
            arithmetic | x.dividedBy(y) | number | double | The quotient; infinite or NaN by zero
            arithmetic | x.modulo(y) | number | number | The remainder with the sign of x; null by zero for integers and decimals
            arithmetic | x.negate() | number, duration | like x | The other sign
            arithmetic | x.abs() | number | like x | The absolute value
            arithmetic | x.round() | number | like x, decimals without fraction | The nearest whole number, halves away from zero
            arithmetic | x.round(digits) | number | like x | Rounded to digits after the point, halves away from zero; -2 rounds to hundreds
            arithmetic | x.round(digits, roundingMode) | number | like x | Rounded as is said; DOWN cuts digits off
            arithmetic | x.floor() | number | like x, decimals without fraction | The next whole number that is not greater
            arithmetic | x.ceil() | number | like x, decimals without fraction | The next whole number that is not smaller
            arithmetic | x.power(y) | number | double | x to the power of y
            arithmetic | x.math().sqrt() | number | double | The square root; NaN of a negative number
            arithmetic | x.math().exp() | number | double | e to the power of x
            arithmetic | x.math().ln() | number | double | The logarithm to the base e; NaN of a negative number, negative infinity of 0
            arithmetic | x.math().log10() | number | double | The logarithm to the base 10; NaN of a negative number, negative infinity of 0
            arithmetic | x.math().sin() | number | double | The sine of an angle in radians
            arithmetic | x.math().cos() | number | double | The cosine of an angle in radians
            arithmetic | x.math().tan() | number | double | The tangent of an angle in radians
            arithmetic | x.math().asin() | number | double | The angle with the sine x; NaN beyond -1 and 1
            arithmetic | x.math().acos() | number | double | The angle with the cosine x; NaN beyond -1 and 1
            arithmetic | x.math().atan() | number | double | The angle with the tangent x
            arithmetic | x.math().atan2(y) | number | double | The angle of the point that has x as its y and y as its x
            arithmetic | x.math().sign() | number | int | -1, 0 or 1; 0 for NaN
            arithmetic | x.math().quotient(y) | integer | int or long | The quotient without its fraction; null by zero
            arithmetic | x.math().bitAnd(y) | integer | int or long | The bits that are set in both
            arithmetic | x.math().bitOr(y) | integer | int or long | The bits that are set in one or both
            arithmetic | x.math().bitXor(y) | integer | int or long | The bits that are set in one only
            arithmetic | x.math().bitNot() | integer | int or long | The bits that are not set
            arithmetic | x.math().shiftLeft(distance) | integer | int or long | The bits at higher places; those that leave the type are lost
            arithmetic | x.math().shiftRight(distance) | integer | int or long | The bits at lower places; the sign stays
            arithmetic | x.math().bucket(low, high, count) | number | int | Which of count parts of equal width x lies in; 0 below, count + 1 above
            arithmetic | map(x, function) | number | double | A function of your own of a double
            arithmetic | map(x, y, function) | number | double | A function of your own of two doubles
            arithmetic | mapLong(x, function) | integer | long | A function of your own of a long
            arithmetic | row(x, …).mapToBoolean(condition) | any | boolean | A function of your own of several values of any types, as a row: row -> row.getText(0).length() > row.getLong(1)
            arithmetic | row(x, …).mapToInt(function) | any | int | The same to an int
            arithmetic | row(x, …).mapToLong(function) | any | long | The same to a long
            arithmetic | row(x, …).mapToDouble(function) | any | double | The same to a double
            arithmetic | row(x, …).map(function) | any | string | The same to a text, (row, out) -> out.append(row.getText(0))
            arithmetic | memoized(map, bytes) | call of a function of your own | its type | The same, with results kept by the values that they are of, up to so many bytes a thread
            comparison | x.eq(y) | any | boolean | Equal; NaN equals itself
            comparison | x.ne(y) | any | boolean | Not equal
            comparison | x.lt(y) | any | boolean | Less; NaN is greater than all numbers
            comparison | x.le(y) | any | boolean | Less or equal
            comparison | x.gt(y) | any | boolean | Greater
            comparison | x.ge(y) | any | boolean | Greater or equal
            comparison | x.between(low, high) | any | boolean | From low to high, both included
            comparison | x.in(values) | any | boolean | Equal to one of the values
            logic | x.and(y) | boolean | boolean | Both true
            logic | x.or(y) | boolean | boolean | One true
            logic | x.not() | boolean | boolean | Not true
            logic | not(x) | boolean | boolean | Not true
            null and choice | x.isNull() | any | boolean | No value
            null and choice | x.isNotNull() | any | boolean | A value
            null and choice | x.isNaN() | float or double | boolean | Not a number
            null and choice | x.ifNull(y) | any | like x | x, or y where it is null
            null and choice | x.nullIf(y) | any | like x | x, or null where it equals y
            null and choice | coalesce(x, y, …) | any | like x | The first that is not null
            null and choice | least(x, y, …) | any | like x | The least that is not null
            null and choice | greatest(x, y, …) | any | like x | The greatest that is not null
            null and choice | when(x).then(y).otherwise(z) | boolean | like y | y where x is true, else z; further when(…).then(…) before otherwise
            null and choice | match(x).is(y, z).otherwise(w) | any | like z | z where x equals y, else w; further is(…) before otherwise
            casts | x.cast(type) | any | the type | As another type; what does not fit is an error
            casts | x.cast(type, roundingMode) | any | the type | As a shorter type, rounded as is said
            casts | x.tryCast(type) | any | the type | As another type, null where it does not fit
            casts | x.tryCast(type, roundingMode) | any | the type | As a shorter type, rounded, null where it does not fit
            text | x.length() | text or binary | int | Code points of a text, bytes of binary
            text | x.lower() | text | string | In small letters
            text | x.upper() | text | string | In large letters
            text | x.trim() | text | string | Without spaces at both ends
            text | x.substring(start, length) | text | string | Some code points; the first is 1, the last -1
            text | x.concat(y) | text | string | x and then y; null where one is null
            text | concat(x, y, …) | text | string | One after the other; null where one is null
            text | x.contains(y) | text | boolean | y is a part of x
            text | x.startsWith(y) | text | boolean | x begins with y
            text | x.endsWith(y) | text | boolean | x ends with y
            text | x.like(pattern) | text | boolean | The whole text matches; % is any text, _ one code point
            text | x.text().like(pattern, escape) | text | boolean | The same with an escape character
            text | x.text().matches(regex) | text | boolean | The whole text matches a regular expression, in linear time
            text | x.text().containsMatch(regex) | text | boolean | Some part of it does
            text | x.text().extract(regex, group) | text | string | A group of the first match; null where there is none
            text | x.text().replaceMatches(regex, replacement) | text | string | Another text in place of each match; $1 is its first group
            text | x.text().left(length) | text | string | The first code points
            text | x.text().right(length) | text | string | The last code points
            text | x.text().splitPart(delimiter, part) | text | string | A part between delimiters; 1 is the first, -1 the last, empty where there is none
            text | x.text().replace(old, new) | text | string | new in place of each old
            text | x.text().indexOf(y) | text | int | Where y first occurs, from 1; 0 where it does not
            text | x.text().padLeft(length, fill) | text | string | Filled up at its start to a length
            text | x.text().padRight(length, fill) | text | string | Filled up at its end to a length
            text | x.text().strip(characters) | text | string | Without these characters at both ends
            text | x.text().stripStart(characters) | text | string | Without these characters at its start
            text | x.text().stripEnd(characters) | text | string | Without these characters at its end
            text | x.text().reverse() | text | string | From the last code point to the first
            text | x.text().repeat(times) | text | string | So many times
            text | x.text().titleCase() | text | string | Each word with a large letter first
            text | x.text().levenshtein(y) | text | int | How many code points must change to make y
            text | x.text().formatNumber(digits, decimalSign, groupSign) | number | string | The number for people, in groups of three digits
            text | x.text().parseNumber(type, decimalSign, groupSign) | text | the type | The number that people write so
            text | x.text().tryParseNumber(type, decimalSign, groupSign) | text | the type | The same, null where there is none
            text | x.text().toBase64() | text or binary | string | The bytes in base64
            text | x.text().fromBase64() | text | binary | The bytes of base64; what is none is an error
            text | x.text().toHex() | text or binary | string | The bytes in hexadecimal digits
            text | x.text().fromHex() | text | binary | The bytes of hexadecimal digits; what is none is an error
            text | x.text().md5() | text or binary | string | The MD5 digest in hexadecimal digits
            text | x.text().sha256() | text or binary | string | The SHA-256 digest in hexadecimal digits
            text | x.text().map(function) | text | string | A function of your own of a text, (text, out) -> out.append(text)
            text | x.text().mapToBoolean(condition) | text | boolean | A condition of your own of a text as characters
            text | x.text().mapToInt(function) | text | int | A function of your own of a text as characters
            text | x.text().mapToLong(function) | text | long | A function of your own of a text as characters
            text | x.text().mapToDouble(function) | text | double | A function of your own of a text as characters
            text | x.text().xxHash64() | text or binary | long | A hash that is the same everywhere: XXH64, seed 0
            time | x.year() | date or timestamp | int | The year
            time | x.month() | date or timestamp | int | The month, 1 to 12
            time | x.day() | date or timestamp | int | The day of the month, 1 to 31
            time | x.dayOfWeek() | date or timestamp | int | Monday = 1 to Sunday = 7
            time | x.hour() | timestamp or time | int | The hour, 0 to 23
            time | x.minute() | timestamp or time | int | The minute, 0 to 59
            time | x.second() | timestamp or time | int | The second, 0 to 59
            time | x.truncate(unit) | date, timestamp or time | like x | The start of the year, month and so on
            time | x.time().quarter() | date or timestamp | int | The quarter, 1 to 4
            time | x.time().dayOfYear() | date or timestamp | int | The day of the year, 1 to 366
            time | x.time().isoWeek() | date or timestamp | int | The week by ISO 8601, 1 to 53
            time | x.time().isoYear() | date or timestamp | int | The year that the ISO week belongs to
            time | x.time().lastDayOfMonth() | date or timestamp | date | The last day of the month
            time | x.time().millisecond() | timestamp or time | int | Thousandths of the second
            time | x.time().microsecond() | timestamp or time | int | Millionths of the second
            time | x.time().nanosecond() | timestamp or time | int | Billionths of the second
            time | x.time().toEpoch(unit) | date, timestamp, time or duration | long | Units since 1970, since midnight, or of a duration
            time | x.time().fromEpoch(unit) | integer | timestamp | The instant so many units after the start of 1970
            time | x.time().plus(amount, unit) | date or timestamp | like x | So many units later; months keep the day or take the last
            time | x.time().minus(amount, unit) | date or timestamp | like x | So many units earlier
            time | x.time().until(end, unit) | date or timestamp | long | Whole units up to another time
            time | x.time().toLocal(zone) | timestamp in UTC | local timestamp | What the clocks of a zone show then
            time | x.time().toInstant(zone) | local timestamp | timestamp | When the clocks of a zone show it; the first of two, later in a gap
            time | x.time().atTime(time) | date | local timestamp | The date at a time of day
            time | x.time().format(pattern) | date, timestamp or time | string | A text by a pattern of DateTimeFormatter, with English names
            time | x.time().format(pattern, language) | date, timestamp or time | string | The same with the names of a language
            time | x.time().parse(type, pattern) | text | the type | What the text says by a pattern of DateTimeFormatter
            time | x.time().parse(type, pattern, language) | text | the type | The same with the names of a language
            time | x.time().tryParse(type, pattern) | text | the type | The same, null where it is none
            time | x.time().tryParse(type, pattern, language) | text | the type | The same with the names of a language
            time | date(year, month, day) | integer | date | The date of its parts
            time | time(hour, minute, second) | integer | time | The time of day of its parts
            """;

    private static final String AGGREGATES = """
            aggregate | count() | none | long | Rows
            aggregate | count(x) | any | long | Values
            aggregate | countDistinct(x) | any | long | Different values; each is held in memory
            aggregate | sum(x) | number, duration | long, decimal, double or duration | The sum, exact for integers and decimals
            aggregate | mean(x) | number | double | The arithmetic mean
            aggregate | median(x) | number | double | The value in the middle; each is held in memory
            aggregate | variance(x) | number | double | The variance of a sample
            aggregate | stddev(x) | number | double | The standard deviation of a sample
            aggregate | min(x) | any | like x | The smallest value
            aggregate | max(x) | any | like x | The largest value
            aggregate | quantile(x, share) | number | double | The value at a share from 0 to 1 of the order, between two values too; each is held in memory
            aggregate | quantileDiscrete(x, share) | any | like x | The same as one of the values
            aggregate | mode(x) | any | like x | The value that occurs most often, of several the least; each is held in memory
            aggregate | any(x) | any | like x | Some value
            aggregate | boolAnd(x) | boolean | boolean | Whether all are true
            aggregate | boolOr(x) | boolean | boolean | Whether some are true
            aggregate | bitAnd(x) | integer | like x | The bits that are set in all
            aggregate | bitOr(x) | integer | like x | The bits that are set in some
            aggregate | bitXor(x) | integer | like x | The bits that are set in an odd number of values
            aggregate | skewness(x) | number | double | The skewness of a sample, G1
            aggregate | kurtosis(x) | number | double | The kurtosis of a sample without that of a normal distribution, G2
            aggregate | product(x) | number | double | The product
            aggregate | approximateCountDistinct(x) | any | long | About how many different values, with a standard error of 1.6 %, in 4,096 bytes
            aggregate | stringJoin(x, separator) | text | string | The texts in the order of rows, at most 1 MiB; each is held in memory
            aggregate | stringJoin(x, separator, maxBytes) | text | string | The same with another limit
            aggregate | covariancePopulation(x, y) | number | double | How x and y vary together; rows in which one is null are left out
            aggregate | covarianceSample(x, y) | number | double | The same of a sample
            aggregate | correlation(x, y) | number | double | The correlation coefficient of Pearson
            aggregate | argMin(x, y) | any | like x | x in the first row in which y is smallest; rows in which one is null are left out
            aggregate | argMax(x, y) | any | like x | x in the first row in which y is largest
            aggregate | own(aggregate, x, …) | any | as it says | An aggregate of your own, of a state of fixed size; rows in which one is null are left out
            aggregate | first(x) | any | like x | The value of the first row, null if it is null
            aggregate | last(x) | any | like x | The value of the last row, null if it is null
            """;

    private FunctionReference() {}

    /**
     * One function.
     *
     * @param group what it belongs to, such as {@code text}
     * @param call how it is called
     * @param takes the types of {@code x}
     * @param gives the type of the result
     * @param meaning what it does
     */
    public record Entry(String group, String call, String takes, String gives, String meaning) {

        /**
         * Checks that nothing is missing.
         *
         * @param group what it belongs to, such as {@code text}
         * @param call how it is called
         * @param takes the types of {@code x}
         * @param gives the type of the result
         * @param meaning what it does
         */
        public Entry {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(takes, "takes");
            Objects.requireNonNull(gives, "gives");
            Objects.requireNonNull(meaning, "meaning");
        }
    }

    /**
     * Returns all functions and then all aggregates.
     *
     * @return one entry each, in the order of the page
     */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        (LINES + AGGREGATES).lines().forEach(line -> {
            String[] parts = line.split(" \\| ", -1);
            entries.add(new Entry(parts[0], parts[1], parts[2], parts[3], parts[4]));
        });
        return entries;
    }

    /**
     * Returns the page {@code FUNCTIONS.md}.
     *
     * @return Markdown
     */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Functions

                Made from the library's own list: `java -jar examples.jar functions` prints it. `x` is `col("x")` or any expression. A function
                of null is null where nothing else is said. The javadoc of each method has the rest: errors, edges and units.
                """);
        String group = "";
        for (Entry entry : entries()) {
            if (!entry.group().equals(group)) {
                group = entry.group();
                page.append("\n## ")
                        .append(Character.toUpperCase(group.charAt(0)))
                        .append(group.substring(1))
                        .append("\n\n| call | x | result | what it does |\n|---|---|---|---|\n");
            }
            page.append("| `")
                    .append(entry.call())
                    .append("` | ")
                    .append(entry.takes())
                    .append(" | ");
            page.append(entry.gives()).append(" | ").append(entry.meaning()).append(" |\n");
        }
        return page.toString();
    }
}
