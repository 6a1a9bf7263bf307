package dev.peristyle.internal.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A regular expression as instructions for a {@link RegexMatcher}, after Ken Thompson ("Regular Expression Search Algorithm", 1968).
 * Immutable and thread-safe.
 */
public final class RegexProgram {

    static final int UNLIMITED = -1;

    // assertions
    static final int TEXT_START = 0;
    static final int TEXT_END = 1;
    static final int LINE_START = 2;
    static final int LINE_END = 3;
    static final int WORD_EDGE = 4;
    static final int NO_WORD_EDGE = 5;

    // instructions, and what their two numbers are
    /** A code point. */
    static final int ONE = 0;
    /** The number of a set; 1 if it is negated. */
    static final int SOME = 1;
    /** An assertion. */
    static final int PLACE = 2;
    /** Where to go on, and where else if that does not lead to a match. */
    static final int SPLIT = 3;
    /** Where to go on. */
    static final int JUMP = 4;
    /** Which place to keep. */
    static final int KEEP = 5;

    static final int MATCH = 6;

    /** An expression of a person has some tens of them. */
    private static final int MAX_SIZE = 20_000;

    private final boolean ignoresCase;
    private final int groups;
    private int[] code = new int[64];
    private int size;
    private final List<int[]> sets = new ArrayList<>();

    private RegexProgram(boolean ignoresCase, int groups) {
        this.ignoresCase = ignoresCase;
        this.groups = groups;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it is none; the message says why and where
     */
    public static RegexProgram of(String pattern) {
        RegexParser parser = new RegexParser(pattern);
        RegexNode node = parser.parse();
        RegexProgram program = new RegexProgram(parser.ignoresCase(), parser.groups());
        program.emit(KEEP, 0, 0);
        program.add(node);
        program.emit(KEEP, 1, 0);
        program.emit(MATCH, 0, 0);
        return program;
    }

    /** How many groups there are besides the whole match. */
    public int groups() {
        return groups;
    }

    int size() {
        return size;
    }

    boolean ignoresCase() {
        return ignoresCase;
    }

    int operation(int instruction) {
        return code[3 * instruction];
    }

    int first(int instruction) {
        return code[3 * instruction + 1];
    }

    int second(int instruction) {
        return code[3 * instruction + 2];
    }

    int[] set(int number) {
        return sets.get(number);
    }

    private int emit(int operation, int first, int second) {
        if (size == MAX_SIZE) {
            throw new IllegalArgumentException(
                    "it is too large: repetitions of repetitions multiply; the most are " + MAX_SIZE + " steps");
        }
        if (3 * size + 3 > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
        }
        code[3 * size] = operation;
        code[3 * size + 1] = first;
        code[3 * size + 2] = second;
        return size++;
    }

    private void add(RegexNode node) {
        if (node instanceof RegexNode.One one) {
            emit(ONE, ignoresCase ? RegexMatcher.folded(one.codePoint()) : one.codePoint(), 0);
        } else if (node instanceof RegexNode.Some some) {
            sets.add(some.ranges());
            emit(SOME, sets.size() - 1, some.negated() ? 1 : 0);
        } else if (node instanceof RegexNode.Place place) {
            emit(PLACE, place.assertion(), 0);
        } else if (node instanceof RegexNode.Sequence sequence) {
            sequence.parts().forEach(this::add);
        } else if (node instanceof RegexNode.Choice choice) {
            addChoice(choice.parts());
        } else if (node instanceof RegexNode.Repeat repeat) {
            addRepeat(repeat);
        } else if (node instanceof RegexNode.Group group) {
            emit(KEEP, 2 * group.number(), 0);
            add(group.part());
            emit(KEEP, 2 * group.number() + 1, 0);
        }
    }

    private void addChoice(List<RegexNode> parts) {
        List<Integer> jumps = new ArrayList<>();
        for (RegexNode part : parts.subList(0, parts.size() - 1)) {
            int split = emit(SPLIT, 0, 0);
            code[3 * split + 1] = size;
            add(part);
            jumps.add(emit(JUMP, 0, 0));
            code[3 * split + 2] = size;
        }
        add(parts.get(parts.size() - 1));
        jumps.forEach(jump -> code[3 * jump + 1] = size);
    }

    private void addRepeat(RegexNode.Repeat repeat) {
        for (int count = 0; count < repeat.min(); count++) {
            add(repeat.part());
        }
        if (repeat.max() == UNLIMITED) {
            int split = emit(SPLIT, 0, 0);
            int body = size;
            add(repeat.part());
            emit(JUMP, split, 0);
            aim(split, body, size, repeat.greedy());
            return;
        }
        List<Integer> splits = new ArrayList<>();
        for (int count = repeat.min(); count < repeat.max(); count++) {
            splits.add(emit(SPLIT, 0, 0));
            add(repeat.part());
        }
        for (int split : splits) {
            aim(split, split + 1, size, repeat.greedy());
        }
    }

    private void aim(int split, int body, int after, boolean greedy) {
        code[3 * split + 1] = greedy ? body : after;
        code[3 * split + 2] = greedy ? after : body;
    }
}
