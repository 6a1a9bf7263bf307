package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;

/** The rows for which a condition has a certain outcome, as a bitmap without nulls. */
public final class MaskStep extends Step {

    /** Which outcome. */
    public enum Outcome {
        TRUE,
        NOT_TRUE,
        NOT_FALSE
    }

    private final Vector outer;
    private final Outcome outcome;

    /** Rows that are also set in {@code outer}, which may be null. */
    public MaskStep(Vector condition, Vector outer, Outcome outcome) {
        super(new Vector(DataType.BOOLEAN), condition);
        this.outer = outer;
        this.outcome = outcome;
    }

    @Override
    public void run(int rows) {
        Vector condition = input(0);
        Vector result = result();
        result.begin(rows);
        long bits = result.values();
        switch (outcome) {
            case TRUE -> Bitmaps.isTrue(condition.values(), condition.validity(), bits, rows);
            case NOT_TRUE -> {
                Bitmaps.isTrue(condition.values(), condition.validity(), bits, rows);
                Bitmaps.not(bits, bits, rows);
            }
            case NOT_FALSE -> {
                Bitmaps.isFalse(condition.values(), condition.validity(), bits, rows);
                Bitmaps.not(bits, bits, rows);
            }
        }
        if (outer != null) {
            Bitmaps.intersect(bits, outer.values(), bits, rows);
        }
    }
}
