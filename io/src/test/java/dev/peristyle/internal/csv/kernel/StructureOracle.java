package dev.peristyle.internal.csv.kernel;

import java.util.ArrayList;
import java.util.List;

/** Field ends by the rules of the language, written for the reader and not for speed, and apart from the production scanner. */
final class StructureOracle {
    final List<Integer> ends = new ArrayList<>();
    int lineEnds;
    int errorAt = -1;
    boolean unclosed;
    boolean escapes;

    StructureOracle(byte[] text, char delimiter, int quote, int maxLineEnds) {
        int position = 0;
        while (position < text.length && lineEnds < maxLineEnds) {
            position = field(text, position, delimiter, quote);
            if (errorAt >= 0 || position >= text.length) {
                return;
            }
            ends.add(position);
            lineEnds += text[position] == '\n' ? 1 : 0;
            position++;
        }
    }

    /** Position of the byte that ends the field, or the length of the text. */
    private int field(byte[] text, int start, char delimiter, int quote) {
        int position = start;
        if (quote < 0 || text[start] != quote) {
            while (position < text.length && text[position] != delimiter && text[position] != '\n') {
                position++;
            }
            return position;
        }
        position++;
        while (true) {
            while (position < text.length && text[position] != quote) {
                position++;
            }
            if (position == text.length) {
                unclosed = true;
                return position;
            }
            position++;
            if (position < text.length && text[position] == quote) {
                position++;
                escapes = true;
                continue;
            }
            break;
        }
        if (position == text.length || text[position] == delimiter || text[position] == '\n') {
            return position;
        }
        if (text[position] != '\r') {
            errorAt = position;
            return position;
        }
        if (position + 1 < text.length && text[position + 1] != '\n') {
            errorAt = position;
        }
        return position + 1;
    }
}
