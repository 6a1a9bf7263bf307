package dev.peristyle.internal.expression;

/** One operation over whole columns. It reads its inputs, which earlier steps wrote, and writes its result. */
public abstract class Step {

    private final Vector result;
    private final Vector[] inputs;

    protected Step(Vector result, Vector... inputs) {
        this.result = result;
        this.inputs = inputs;
    }

    protected final Vector result() {
        return result;
    }

    protected final Vector input(int position) {
        return inputs[position];
    }

    protected final int inputCount() {
        return inputs.length;
    }

    /** Computes the rows {@code [0, rows)} of the result. */
    public abstract void run(int rows);
}
