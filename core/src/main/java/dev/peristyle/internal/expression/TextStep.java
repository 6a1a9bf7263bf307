package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.TextSlice;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;

/** Length, trim and substring of a text. */
final class TextStep extends Step {

    private final Function function;
    private final int start;
    private final int count;

    TextStep(Function function, DataType type, Vector operand, int start, int count) {
        super(new Vector(type), operand);
        this.function = function;
        this.start = start;
        this.count = count;
    }

    @Override
    void run(int rows) {
        Vector source = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(source);
        long texts = source.values();
        long lengths = source.lengths();
        long validity = source.validity();
        switch (function) {
            case LENGTH -> Utf8.codePointCounts(texts, lengths, validity, result.values(), rows);
            case TRIM -> TextSlice.trim(texts, lengths, validity, result.values(), result.lengths(), rows);
            default ->
                TextSlice.substring(texts, lengths, validity, start, count, result.values(), result.lengths(), rows);
        }
    }
}
