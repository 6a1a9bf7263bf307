package dev.peristyle.spi;

/** What a source does with a {@link Predicate}. */
public enum FilterSupport {
    /** It delivers no row that does not pass. The condition is applied nowhere else. */
    EXACT,
    /** It leaves out some of the rows that do not pass, and none that does. The condition is applied again to what it delivers. */
    INEXACT,
    /** It does nothing with it and does not get to see it again. */
    NONE
}
