package dev.peristyle.internal.regex;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Runs a {@link RegexProgram} over a text off the heap. It goes once through the text with all states that can be reached, the better
 * ones first, and the places each has kept: after Rob Pike's matcher, as Russ Cox describes it ("Regular Expression Matching: the
 * Virtual Machine Approach"). So the time is the product of both lengths at most. Allocates nothing after it is made. Not
 * thread-safe.
 */
public final class RegexMatcher {

    private static final int NO_CODE_POINT = -1;

    private final RegexProgram program;
    private final int slots;
    private final int[] kept;
    private final int[] found;
    private final int[] waiting;
    private States current;
    private States next;
    private long text;
    private int length;

    /** The states of one place of the text in order, and the places that each has kept. */
    private static final class States {

        private final int[] dense;
        private final int[] sparse;
        private final int[] places;
        private int size;

        States(int instructions, int slots) {
            dense = new int[instructions];
            sparse = new int[instructions];
            places = new int[instructions * slots];
        }

        /** Takes a state in; returns false if it is there already. */
        boolean add(int instruction) {
            int position = sparse[instruction];
            if (position < size && dense[position] == instruction) {
                return false;
            }
            sparse[instruction] = size;
            dense[size++] = instruction;
            return true;
        }
    }

    /** A matcher that keeps the places of the groups up to a number; -1 if not even those of the match are wanted. */
    public RegexMatcher(RegexProgram program, int lastGroup) {
        this.program = program;
        this.slots = 2 * (lastGroup + 1);
        this.kept = new int[slots];
        this.found = new int[slots];
        this.waiting = new int[3 * program.size() + 3 * (slots + 1) + 3];
        this.current = new States(program.size(), slots);
        this.next = new States(program.size(), slots);
    }

    /** Looks at another text. */
    public void reset(long newText, int newLength) {
        text = newText;
        length = newLength;
    }

    /** Where a group of the last match begins; -1 if it has no part in it. */
    public int start(int group) {
        return found[2 * group];
    }

    /** Where a group of the last match ends. */
    public int end(int group) {
        return found[2 * group + 1];
    }

    /** Whether the whole text matches. */
    public boolean matches() {
        return run(0, true);
    }

    /** Whether there is a match from a place on; the first one is found. */
    public boolean find(int from) {
        return run(from, false);
    }

    /** A code point in the form in which those are equal that differ in case only. */
    static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private boolean run(int from, boolean whole) {
        current.size = 0;
        boolean matched = false;
        int position = from;
        int before = from == 0 ? NO_CODE_POINT : codePointBefore(from);
        while (true) {
            int here = codePointAt(position);
            if (!matched && (!whole || position == from)) {
                Arrays.fill(kept, -1);
                follow(current, 0, position, before, here);
            }
            if (current.size == 0) {
                return matched;
            }
            int after = position + width(here, position);
            int there = codePointAt(after);
            next.size = 0;
            for (int state = 0; state < current.size; state++) {
                int instruction = current.dense[state];
                int operation = program.operation(instruction);
                if (operation == RegexProgram.MATCH) {
                    if (!whole || position == length) {
                        System.arraycopy(current.places, state * slots, found, 0, slots);
                        matched = true;
                        break;
                    }
                } else if (here != NO_CODE_POINT && takes(instruction, operation, here)) {
                    System.arraycopy(current.places, state * slots, kept, 0, slots);
                    follow(next, instruction + 1, after, here, there);
                }
            }
            States done = current;
            current = next;
            next = done;
            if (here == NO_CODE_POINT) {
                return matched;
            }
            before = here;
            position = after;
        }
    }

    private boolean takes(int instruction, int operation, int codePoint) {
        if (operation == RegexProgram.ONE) {
            return program.first(instruction) == (program.ignoresCase() ? folded(codePoint) : codePoint);
        }
        if (operation != RegexProgram.SOME) {
            return false;
        }
        int[] ranges = program.set(program.first(instruction));
        boolean isIn = isIn(ranges, codePoint)
                || program.ignoresCase()
                        && (isIn(ranges, Character.toLowerCase(codePoint))
                                || isIn(ranges, Character.toUpperCase(codePoint)));
        return isIn != (program.second(instruction) != 0);
    }

    private static boolean isIn(int[] ranges, int codePoint) {
        for (int range = 0; range < ranges.length; range += 2) {
            if (codePoint >= ranges[range] && codePoint <= ranges[range + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Takes in all states that are reached from an instruction without a code point, the better ones first. */
    private void follow(States states, int start, int position, int before, int here) {
        int top = push(0, start, -1, 0);
        while (top > 0) {
            top -= 3;
            int instruction = waiting[top];
            if (waiting[top + 1] >= 0) {
                kept[waiting[top + 1]] = waiting[top + 2];
                continue;
            }
            while (instruction >= 0 && states.add(instruction)) {
                int operation = program.operation(instruction);
                int first = program.first(instruction);
                if (operation == RegexProgram.JUMP) {
                    instruction = first;
                } else if (operation == RegexProgram.SPLIT) {
                    top = push(top, program.second(instruction), -1, 0);
                    instruction = first;
                } else if (operation == RegexProgram.KEEP) {
                    if (first < slots) {
                        top = push(top, 0, first, kept[first]);
                        kept[first] = position;
                    }
                    instruction++;
                } else if (operation == RegexProgram.PLACE) {
                    instruction = holds(first, before, here) ? instruction + 1 : -1;
                } else {
                    System.arraycopy(kept, 0, states.places, (states.size - 1) * slots, slots);
                    instruction = -1;
                }
            }
        }
    }

    private int push(int top, int instruction, int slot, int place) {
        waiting[top] = instruction;
        waiting[top + 1] = slot;
        waiting[top + 2] = place;
        return top + 3;
    }

    private static boolean holds(int assertion, int before, int here) {
        return switch (assertion) {
            case RegexProgram.TEXT_START -> before == NO_CODE_POINT;
            case RegexProgram.TEXT_END -> here == NO_CODE_POINT;
            case RegexProgram.LINE_START -> before == NO_CODE_POINT || before == '\n';
            case RegexProgram.LINE_END -> here == NO_CODE_POINT || here == '\n';
            default -> (isWord(before) != isWord(here)) == (assertion == RegexProgram.WORD_EDGE);
        };
    }

    private static boolean isWord(int codePoint) {
        return codePoint >= '0' && codePoint <= '9'
                || codePoint >= 'a' && codePoint <= 'z'
                || codePoint >= 'A' && codePoint <= 'Z'
                || codePoint == '_';
    }

    /** The place after a code point; also for the end of the text, from where nothing goes on. */
    private int width(int codePoint, int position) {
        if (codePoint == NO_CODE_POINT) {
            return 0;
        }
        int width = 1;
        while (position + width < length && (UnsafeApi.getByte(text + position + width) & 0xC0) == 0x80) {
            width++;
        }
        return width;
    }

    private int codePointBefore(int position) {
        int start = position - 1;
        while (start > 0 && (UnsafeApi.getByte(text + start) & 0xC0) == 0x80) {
            start--;
        }
        return codePointAt(start);
    }

    /** Bytes that are no UTF-8 give some number, which is no code point of an expression but by chance. */
    private int codePointAt(int position) {
        if (position >= length) {
            return NO_CODE_POINT;
        }
        int lead = UnsafeApi.getByte(text + position) & 0xFF;
        if (lead < 0x80) {
            return lead;
        }
        int value = lead < 0xE0 ? lead & 0x1F : lead < 0xF0 ? lead & 0x0F : lead & 0x07;
        int last = position + width(lead, position);
        for (int index = position + 1; index < last; index++) {
            value = value << 6 | UnsafeApi.getByte(text + index) & 0x3F;
        }
        return value & 0x1F_FFFF;
    }
}
