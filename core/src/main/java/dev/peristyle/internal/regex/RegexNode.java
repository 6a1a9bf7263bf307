package dev.peristyle.internal.regex;

import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {

    /** Nothing. */
    record Empty() implements RegexNode {}

    /** A code point. */
    record One(int codePoint) implements RegexNode {}

    /** A code point of some ranges, first and last by turns; or of none of them. */
    record Some(int[] ranges, boolean negated) implements RegexNode {}

    /** A place: one of the assertions of {@link RegexProgram}. */
    record Place(int assertion) implements RegexNode {}

    /** One after the other. */
    record Sequence(List<RegexNode> parts) implements RegexNode {}

    /** The first that leads to a match. */
    record Choice(List<RegexNode> parts) implements RegexNode {}

    /** So many times; {@link RegexProgram#UNLIMITED} for no limit. */
    record Repeat(RegexNode part, int min, int max, boolean greedy) implements RegexNode {}

    /** A group whose place is kept. */
    record Group(RegexNode part, int number) implements RegexNode {}
}
