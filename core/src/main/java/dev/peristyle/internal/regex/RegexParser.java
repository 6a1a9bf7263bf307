package dev.peristyle.internal.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads regular expressions: what java.util.regex and RE2 have in common. What only going back and forth in the text could find is
 * refused: references to groups, and looking ahead or behind.
 */
final class RegexParser {

    private static final int[] DIGITS = {'0', '9'};
    private static final int[] WORD = {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
    private static final int[] SPACE = {'\t', '\r', ' ', ' '};
    private static final int[] LINE_FEED = {'\n', '\n'};
    private static final int MAX_REPEAT = 1000;
    private static final int MAX_DEPTH = 200;

    private final int[] text;
    private int position;
    private int groups;
    private int depth;
    private boolean ignoresCase;
    private boolean dotAll;
    private boolean multiLine;

    RegexParser(String pattern) {
        this.text = pattern.codePoints().toArray();
    }

    int groups() {
        return groups;
    }

    boolean ignoresCase() {
        return ignoresCase;
    }

    RegexNode parse() {
        flags();
        RegexNode whole = choice();
        if (position < text.length) {
            throw wrong("a ) without a (");
        }
        return whole;
    }

    private IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(reason + ", at position " + (position + 1));
    }

    private boolean isNext(String wanted) {
        for (int index = 0; index < wanted.length(); index++) {
            if (position + index >= text.length || text[position + index] != wanted.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String wanted) {
        boolean taken = isNext(wanted);
        position += taken ? wanted.length() : 0;
        return taken;
    }

    private int next() {
        if (position >= text.length) {
            throw wrong("the expression ends too early");
        }
        return text[position++];
    }

    /** Those at the start of the expression are for all of it. */
    private void flags() {
        int start = position;
        if (!take("(?")) {
            return;
        }
        while (position < text.length && (text[position] == 'i' || text[position] == 's' || text[position] == 'm')) {
            int flag = next();
            ignoresCase |= flag == 'i';
            dotAll |= flag == 's';
            multiLine |= flag == 'm';
        }
        if (position == start + 2 || !take(")")) {
            position = start;
            ignoresCase = false;
            dotAll = false;
            multiLine = false;
        }
    }

    private RegexNode choice() {
        if (++depth > MAX_DEPTH) {
            throw wrong("groups within each other more than " + MAX_DEPTH + " deep");
        }
        List<RegexNode> parts = new ArrayList<>();
        parts.add(sequence());
        while (take("|")) {
            parts.add(sequence());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Choice(parts);
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        while (position < text.length && text[position] != '|' && text[position] != ')') {
            parts.add(repeated(atom()));
        }
        return parts.isEmpty() ? new RegexNode.Empty() : new RegexNode.Sequence(parts);
    }

    private RegexNode repeated(RegexNode part) {
        int min;
        int max;
        if (take("*")) {
            min = 0;
            max = RegexProgram.UNLIMITED;
        } else if (take("+")) {
            min = 1;
            max = RegexProgram.UNLIMITED;
        } else if (take("?")) {
            min = 0;
            max = 1;
        } else if (take("{")) {
            min = number();
            max = min;
            if (take(",")) {
                max = isNext("}") ? RegexProgram.UNLIMITED : number();
            }
            if (!take("}") || max != RegexProgram.UNLIMITED && max < min) {
                throw wrong("a repetition is {2}, {2,} or {2,3}; write \\{ for the sign itself");
            }
        } else {
            return part;
        }
        boolean greedy = !take("?");
        if (position < text.length && (isNext("+") || isNext("*") || isNext("?") || isNext("{"))) {
            throw wrong("a repetition of a repetition; put the first one into (?:…)");
        }
        return new RegexNode.Repeat(part, min, max, greedy);
    }

    private int number() {
        int start = position;
        int number = 0;
        while (position < text.length && text[position] >= '0' && text[position] <= '9') {
            number = number * 10 + next() - '0';
            if (number > MAX_REPEAT) {
                throw wrong("more than " + MAX_REPEAT + " repetitions");
            }
        }
        if (position == start) {
            throw wrong("a repetition is {2}, {2,} or {2,3}; write \\{ for the sign itself");
        }
        return number;
    }

    private RegexNode atom() {
        int symbol = next();
        return switch (symbol) {
            case '.' -> dotAll ? new RegexNode.Some(new int[0], true) : new RegexNode.Some(LINE_FEED, true);
            case '^' -> new RegexNode.Place(multiLine ? RegexProgram.LINE_START : RegexProgram.TEXT_START);
            case '$' -> new RegexNode.Place(multiLine ? RegexProgram.LINE_END : RegexProgram.TEXT_END);
            case '[' -> set();
            case '(' -> group();
            case '\\' -> escape();
            case '*', '+', '?', '{' -> throw wrong("nothing to repeat");
            default -> new RegexNode.One(symbol);
        };
    }

    private RegexNode group() {
        boolean kept = true;
        if (take("?:")) {
            kept = false;
        } else if (isNext("?=") || isNext("?!") || isNext("?<=") || isNext("?<!")) {
            throw wrong("looking ahead or behind is not possible in linear time");
        } else if (take("?<") || take("?P<")) {
            int symbol = next();
            while (symbol != '>') {
                symbol = next();
            }
        } else if (isNext("?")) {
            throw wrong("flags are possible at the start only, as (?i), (?s) or (?m)");
        }
        int number = kept ? ++groups : 0;
        RegexNode part = choice();
        if (!take(")")) {
            throw wrong("a ( without a )");
        }
        return kept ? new RegexNode.Group(part, number) : part;
    }

    private RegexNode escape() {
        int symbol = next();
        switch (symbol) {
            case 'b':
                return new RegexNode.Place(RegexProgram.WORD_EDGE);
            case 'B':
                return new RegexNode.Place(RegexProgram.NO_WORD_EDGE);
            case 'A':
                return new RegexNode.Place(RegexProgram.TEXT_START);
            case 'z':
                return new RegexNode.Place(RegexProgram.TEXT_END);
            default:
                break;
        }
        if (symbol >= '1' && symbol <= '9') {
            throw wrong("a reference to a group is not possible in linear time");
        }
        int[] ranges = named(symbol);
        return ranges != null
                ? new RegexNode.Some(ranges, Character.isUpperCase(symbol))
                : new RegexNode.One(escaped(symbol));
    }

    /** The set of \d, \w, \s and, to be negated, of their large letters; else null. */
    private static int[] named(int symbol) {
        return switch (symbol) {
            case 'd', 'D' -> DIGITS;
            case 'w', 'W' -> WORD;
            case 's', 'S' -> SPACE;
            default -> null;
        };
    }

    private int escaped(int symbol) {
        switch (symbol) {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'x':
                return take("{") ? hexadecimal(0) : hexadecimal(2);
            case 'u':
                return hexadecimal(4);
            default:
                if (symbol < 128 && Character.isLetterOrDigit(symbol)) {
                    throw wrong("no such escape: \\" + (char) symbol);
                }
                return symbol;
        }
    }

    /** So many digits; with 0 all up to a brace. */
    private int hexadecimal(int digits) {
        int value = 0;
        for (int count = 0; digits == 0 ? !take("}") : count < digits; count++) {
            int digit = Character.digit(next(), 16);
            value = value << 4 | digit;
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                throw wrong("no code point");
            }
        }
        return value;
    }

    private RegexNode set() {
        boolean negated = take("^");
        List<Integer> ranges = new ArrayList<>();
        boolean first = true;
        while (first || !isNext("]")) {
            first = false;
            if (isNext("[") || isNext("&&")) {
                throw wrong("sets within sets are not possible; write \\[ or \\& for the sign itself");
            }
            int low = next();
            if (low == '\\') {
                int symbol = next();
                int[] all = named(symbol);
                if (all != null) {
                    add(ranges, Character.isUpperCase(symbol) ? others(all) : all);
                    continue;
                }
                low = symbol == 'b' ? '\b' : escaped(symbol);
            }
            int high = low;
            if (isNext("-") && position + 1 < text.length && text[position + 1] != ']') {
                position++;
                high = next();
                if (high == '\\') {
                    high = escaped(next());
                }
                if (high < low) {
                    throw wrong("a range whose end is before its start");
                }
            }
            ranges.add(low);
            ranges.add(high);
        }
        position++;
        return new RegexNode.Some(ranges.stream().mapToInt(Integer::intValue).toArray(), negated);
    }

    private static void add(List<Integer> ranges, int[] more) {
        Arrays.stream(more).forEach(ranges::add);
    }

    /** What is in none of some ranges in ascending order. */
    private static int[] others(int[] ranges) {
        int[] others = new int[ranges.length + 2];
        int from = 0;
        for (int range = 0; range < ranges.length; range += 2) {
            others[range] = from;
            others[range + 1] = ranges[range] - 1;
            from = ranges[range + 1] + 1;
        }
        others[ranges.length] = from;
        others[ranges.length + 1] = Character.MAX_CODE_POINT;
        return others;
    }
}
