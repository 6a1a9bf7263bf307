package dev.peristyle.internal.columnfile;

import java.util.Map;

/** What reports of runs say of streams. */
final class StreamCounts {

    private StreamCounts() {}

    static Map<String, Long> of(StreamMessages messages) {
        return messages.isEndMissing() ? Map.of("streams without the mark of their end", 1L) : Map.of();
    }
}
