package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.TextSearch;
import dev.peristyle.schema.DataType;

/** Whether a text contains, begins with, ends with or matches another. */
final class TextSearchStep extends Step {

    private final Function function;

    TextSearchStep(Function function, Vector text, Vector wanted) {
        super(new Vector(DataType.BOOLEAN), text, wanted);
        this.function = function;
    }

    @Override
    void run(int rows) {
        Vector text = input(0);
        Vector wanted = input(1);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(text, wanted);
        long validity = result.validity();
        long bits = result.values();
        switch (function) {
            case CONTAINS ->
                TextSearch.contains(
                        text.values(), text.lengths(), wanted.values(), wanted.lengths(), validity, bits, rows);
            case STARTS_WITH ->
                TextSearch.startsWith(
                        text.values(), text.lengths(), wanted.values(), wanted.lengths(), validity, bits, rows);
            case ENDS_WITH ->
                TextSearch.endsWith(
                        text.values(), text.lengths(), wanted.values(), wanted.lengths(), validity, bits, rows);
            default ->
                TextSearch.like(text.values(), text.lengths(), wanted.values(), wanted.lengths(), validity, bits, rows);
        }
    }
}
