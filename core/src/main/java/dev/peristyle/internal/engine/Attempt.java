package dev.peristyle.internal.engine;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;

/** What was made of a morsel ahead of its turn. Belongs to one thread at a time. */
final class Attempt {

    final int morsel;
    final Morsel content;
    final OrderedSink.Partial partial;

    /** Where it began; not known when the guess itself failed. */
    long start = GuessingReader.UNKNOWN;

    long end;
    long rows;
    Throwable failure;

    Attempt(int morsel, Morsel content, OrderedSink.Partial partial) {
        this.morsel = morsel;
        this.content = content;
        this.partial = partial;
    }

    /** Whether it could not be read for want of memory. */
    boolean hadNoRoom() {
        return failure instanceof MemoryLimitException;
    }

    /** Whether it was read from where the morsel begins. The first one of all is told nothing and begins right. */
    boolean isRight(long position) {
        return morsel == 0 || start == position;
    }
}
