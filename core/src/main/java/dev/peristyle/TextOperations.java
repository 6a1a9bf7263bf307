package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.Base64Code;
import dev.peristyle.internal.function.Digest;
import dev.peristyle.internal.function.HexCode;
import dev.peristyle.internal.function.IndexOf;
import dev.peristyle.internal.function.Levenshtein;
import dev.peristyle.internal.function.LikeEscaped;
import dev.peristyle.internal.function.MapText;
import dev.peristyle.internal.function.NumberText;
import dev.peristyle.internal.function.Pad;
import dev.peristyle.internal.function.PlainNumber;
import dev.peristyle.internal.function.Regex;
import dev.peristyle.internal.function.RepeatText;
import dev.peristyle.internal.function.ReplaceMatches;
import dev.peristyle.internal.function.ReplaceText;
import dev.peristyle.internal.function.ReverseText;
import dev.peristyle.internal.function.SplitPart;
import dev.peristyle.internal.function.StableHash;
import dev.peristyle.internal.function.Strip;
import dev.peristyle.internal.function.Substring;
import dev.peristyle.internal.function.TitleCase;
import dev.peristyle.internal.function.UserFunction;
import dev.peristyle.schema.DataType;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What can be computed from texts beyond what {@link Expression} has: {@code col("name").text().padLeft(10, " ")}. Immutable.
 *
 * <p>Lengths and positions count code points, and the first one is 1, as in {@link Expression#substring}. Where it is not said
 * otherwise nothing is allocated for a value.
 */
public final class TextOperations {

    private final Node node;

    TextOperations(Node node) {
        this.node = node;
    }

    private Expression with(ScalarFunction function, Object... others) {
        return Expression.call(function, node, others);
    }

    /**
     * The first code points.
     *
     * @param length how many at most, 0 or more
     * @return the expression
     */
    public Expression left(int length) {
        return with(Substring.SUBSTRING, 1, length);
    }

    /**
     * The last code points.
     *
     * @param length how many at most, 0 or more
     * @return the expression
     */
    public Expression right(int length) {
        return with(Substring.SUBSTRING, -length, length);
    }

    /**
     * One of the parts between delimiters.
     *
     * @param delimiter an expression or a text; a text without delimiter, and one that is split by an empty one, is one part
     * @param part which one: 1 is the first, -1 the last
     * @return the expression, an empty text where there are fewer parts
     */
    public Expression splitPart(Object delimiter, int part) {
        return with(SplitPart.SPLIT_PART, delimiter, part);
    }

    /**
     * The text with another one in place of each occurrence of {@code old}, from the left, as {@link String#replace} has it. Nothing is
     * replaced where {@code old} is empty.
     *
     * @param old an expression or a text
     * @param replacement an expression or a text
     * @return the expression
     */
    public Expression replace(Object old, Object replacement) {
        return with(ReplaceText.REPLACE, old, replacement);
    }

    /**
     * Where the other text occurs first.
     *
     * @param other an expression or a text
     * @return the expression, an int: the code point from 1, or 0 where it does not occur
     */
    public Expression indexOf(Object other) {
        return with(IndexOf.INDEX_OF, other);
    }

    /**
     * The text, filled up at its start. One that is longer stays as it is.
     *
     * @param length how many code points it has at least
     * @param fill a text of one or more code points that is repeated and cut as is needed
     * @return the expression
     */
    public Expression padLeft(int length, String fill) {
        return with(Pad.LEFT, length, Objects.requireNonNull(fill, "fill"));
    }

    /**
     * The text, filled up at its end. One that is longer stays as it is.
     *
     * @param length how many code points it has at least
     * @param fill a text of one or more code points that is repeated and cut as is needed
     * @return the expression
     */
    public Expression padRight(int length, String fill) {
        return with(Pad.RIGHT, length, Objects.requireNonNull(fill, "fill"));
    }

    /**
     * The text without some characters at both ends.
     *
     * @param characters an expression or a text: the code points that go
     * @return the expression
     */
    public Expression strip(Object characters) {
        return with(Strip.BOTH, characters);
    }

    /**
     * The text without some characters at its start.
     *
     * @param characters an expression or a text: the code points that go
     * @return the expression
     */
    public Expression stripStart(Object characters) {
        return with(Strip.START, characters);
    }

    /**
     * The text without some characters at its end.
     *
     * @param characters an expression or a text: the code points that go
     * @return the expression
     */
    public Expression stripEnd(Object characters) {
        return with(Strip.END, characters);
    }

    /**
     * The code points from the last to the first.
     *
     * @return the expression
     */
    public Expression reverse() {
        return with(ReverseText.REVERSE);
    }

    /**
     * The text so many times, one after the other. Longer than 2 GB it is an error at run time.
     *
     * @param times an expression or a value, an integer; empty where it is not positive
     * @return the expression
     */
    public Expression repeat(Object times) {
        return with(RepeatText.REPEAT, times);
    }

    /**
     * The text with a large letter at the start of each word, and small ones in it. A word is letters and digits. Texts beyond ASCII
     * take the way through Java's strings.
     *
     * @return the expression
     */
    public Expression titleCase() {
        return with(TitleCase.TITLE_CASE);
    }

    /**
     * True where the whole text matches a pattern.
     *
     * @param pattern {@code %} matches any text, {@code _} one code point; after the escape character both, and that itself, stand
     *     for themselves
     * @param escape the escape character, of ASCII, such as {@code '\\'}
     * @return the expression
     * @throws IllegalArgumentException when the escape character is not of ASCII
     */
    public Expression like(String pattern, char escape) {
        if (escape >= 128) {
            throw new IllegalArgumentException("the escape character of a pattern must be of ASCII: " + escape);
        }
        return with(LikeEscaped.LIKE, Objects.requireNonNull(pattern, "pattern"), String.valueOf(escape));
    }

    /**
     * True where the whole text matches a regular expression.
     *
     * <p>Expressions are those that {@code java.util.regex} and RE2 have in common: sets, groups, repetitions that take as much or as
     * little as they can, {@code \d \w \s \b} of ASCII, and {@code (?i) (?s) (?m)} at the start. What cannot be found in
     * time that is linear in the text is refused: references to groups, and looking ahead or behind. So no text makes an expression
     * slow. A dot is any code point but a line feed, and {@code $} the end of the text. Nothing is allocated for a value.
     *
     * @param regex the expression
     * @return the expression, a boolean
     */
    public Expression matches(String regex) {
        return with(Regex.MATCHES, Objects.requireNonNull(regex, "regex"));
    }

    /**
     * True where some part of the text matches a regular expression; see {@link #matches}.
     *
     * @param regex the expression
     * @return the expression, a boolean
     */
    public Expression containsMatch(String regex) {
        return with(Regex.CONTAINS_MATCH, Objects.requireNonNull(regex, "regex"));
    }

    /**
     * A group of the first part of the text that matches a regular expression; see {@link #matches}.
     *
     * @param regex the expression
     * @param group its number: 1 is the first, 0 the whole match
     * @return the expression, null where there is no match or the group has no part in it
     */
    public Expression extract(String regex, int group) {
        return with(Regex.EXTRACT, Objects.requireNonNull(regex, "regex"), group);
    }

    /**
     * The text with another one in place of each part that matches a regular expression, from the left; see {@link #matches}.
     *
     * @param regex the expression
     * @param replacement with {@code $1} to {@code $9} for the groups of the match and {@code $0} for all of it; {@code \$} and
     *     {@code \\} are the signs themselves
     * @return the expression
     */
    public Expression replaceMatches(String regex, String replacement) {
        return with(
                ReplaceMatches.REPLACE_MATCHES,
                Objects.requireNonNull(regex, "regex"),
                Objects.requireNonNull(replacement, "replacement"));
    }

    /**
     * How many code points must be put in, taken out or changed to make the other text of this one. Takes time by the product of both
     * lengths.
     *
     * @param other an expression or a text
     * @return the expression, an int
     */
    public Expression levenshtein(Object other) {
        return with(Levenshtein.LEVENSHTEIN, other);
    }

    /**
     * The number as a text for people: rounded to so many digits after the decimal sign, halves away from zero, with a sign between
     * groups of three digits before it.
     *
     * @param digits how many digits after the decimal sign, 0 to 18; without any there is no decimal sign
     * @param decimalSign such as {@code "."}
     * @param groupSign such as {@code ","}, or an empty text for none
     * @return the expression; NaN, infinite numbers and those of more than 38 digits are an error at run time
     */
    public Expression formatNumber(int digits, String decimalSign, String groupSign) {
        return with(
                NumberText.FORMAT,
                digits,
                Objects.requireNonNull(decimalSign, "decimalSign"),
                Objects.requireNonNull(groupSign, "groupSign"));
    }

    /**
     * The number that people write so. What is none, or has its groups at other places, is an error at run time.
     *
     * @param type the wanted type; digits that it has no room for are an error, as in {@link Expression#cast(DataType)} of a text
     * @param decimalSign such as {@code "."}
     * @param groupSign the sign that may stand between groups of three digits, such as {@code ","}; an empty text for none
     * @return the expression
     */
    public Expression parseNumber(DataType type, String decimalSign, String groupSign) {
        return number(PlainNumber.PLAIN, type, decimalSign, groupSign, false);
    }

    /**
     * The number that people write so, null where {@link #parseNumber} would fail.
     *
     * @param type the wanted type
     * @param decimalSign such as {@code "."}
     * @param groupSign the sign that may stand between groups of three digits, such as {@code ","}; an empty text for none
     * @return the expression
     */
    public Expression tryParseNumber(DataType type, String decimalSign, String groupSign) {
        return number(PlainNumber.TRY_PLAIN, type, decimalSign, groupSign, true);
    }

    private Expression number(
            ScalarFunction plain, DataType type, String decimalSign, String groupSign, boolean orNull) {
        Objects.requireNonNull(type, "type");
        if (Objects.requireNonNull(decimalSign, "decimalSign").isEmpty()
                || decimalSign.equals(Objects.requireNonNull(groupSign, "groupSign"))) {
            throw new IllegalArgumentException(
                    "the decimal sign must be some text and not the group sign, but they are '" + decimalSign
                            + "' and '" + groupSign + "'");
        }
        Expression text = with(plain, decimalSign, groupSign);
        return orNull ? text.tryCast(type) : text.cast(type);
    }

    /**
     * The bytes of a text (UTF-8) or of binary in the base64 of RFC 4648, with padding. Each value is on the heap for a moment.
     *
     * @return the expression, a text
     */
    public Expression toBase64() {
        return with(Base64Code.TO_BASE64);
    }

    /**
     * The bytes of a text in the base64 of RFC 4648; what is none is an error at run time. Each value is on the heap for a moment.
     *
     * @return the expression, binary
     */
    public Expression fromBase64() {
        return with(Base64Code.FROM_BASE64);
    }

    /**
     * The bytes of a text (UTF-8) or of binary as two hexadecimal digits each, small ones.
     *
     * @return the expression, a text
     */
    public Expression toHex() {
        return with(HexCode.TO_HEX);
    }

    /**
     * The bytes of a text of hexadecimal digits, small or large; what is none is an error at run time.
     *
     * @return the expression, binary
     */
    public Expression fromHex() {
        return with(HexCode.FROM_HEX);
    }

    /**
     * The MD5 digest of a text (UTF-8) or of binary. It tells accidents apart, not attackers.
     *
     * @return the expression, a text of 32 small hexadecimal digits
     */
    public Expression md5() {
        return with(Digest.MD5);
    }

    /**
     * The SHA-256 digest of a text (UTF-8) or of binary.
     *
     * @return the expression, a text of 64 small hexadecimal digits
     */
    public Expression sha256() {
        return with(Digest.SHA_256);
    }

    /**
     * A hash of a text (UTF-8) or of binary that is the same on every machine and in every version: XXH64 with seed 0. Equal values have
     * equal hashes; others have different ones but for one pair in 2<sup>64</sup>. An attacker can choose values with equal hashes.
     *
     * @return the expression, a long
     */
    public Expression xxHash64() {
        return with(StableHash.XX_HASH_64);
    }

    /**
     * Whether a condition of your own holds. The function is shown the text as characters, without an object for each row: what it
     * is given is only valid during the call; {@code toString()} makes a string of it. It is called for rows that have a
     * value and that a choice reaches, by several threads at a time, and must give the same for the same text. What it throws ends the run
     * with a {@link dev.peristyle.error.ComputationException} that names the text and the place of the row.
     *
     * @param condition tells it of a text
     * @return the expression, a boolean
     */
    public Expression mapToBoolean(Predicate<? super CharSequence> condition) {
        return Expression.call(new MapText(UserFunction.toBoolean(condition)), node);
    }

    /**
     * An int by a function of your own; see {@link #mapToBoolean}.
     *
     * @param function computes it of a text
     * @return the expression, an int
     */
    public Expression mapToInt(ToIntFunction<? super CharSequence> function) {
        return Expression.call(new MapText(UserFunction.toInt(function)), node);
    }

    /**
     * A long by a function of your own; see {@link #mapToBoolean}.
     *
     * @param function computes it of a text
     * @return the expression, a long
     */
    public Expression mapToLong(ToLongFunction<? super CharSequence> function) {
        return Expression.call(new MapText(UserFunction.toLong(function)), node);
    }

    /**
     * A double by a function of your own; see {@link #mapToBoolean}.
     *
     * @param function computes it of a text
     * @return the expression, a double
     */
    public Expression mapToDouble(ToDoubleFunction<? super CharSequence> function) {
        return Expression.call(new MapText(UserFunction.toDouble(function)), node);
    }

    /**
     * A text by a function of your own, {@code (text, out) -> out.append(text).reverse()}; see {@link #mapToBoolean}.
     *
     * @param function appends to a builder, which is empty at each call and valid only during it
     * @return the expression, a string
     */
    public Expression map(BiConsumer<? super CharSequence, ? super StringBuilder> function) {
        return Expression.call(new MapText(UserFunction.toText(function)), node);
    }
}
