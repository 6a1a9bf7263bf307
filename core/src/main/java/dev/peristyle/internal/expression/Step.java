package dev.peristyle.internal.expression;

/** One operation over whole columns. It reads its inputs, which earlier steps wrote, and writes its result. */
abstract class Step {

    private final Vector result;
    private final Vector[] inputs;

    Step(Vector result, Vector... inputs) {
        this.result = result;
        this.inputs = inputs;
    }

    final Vector result() {
        return result;
    }

    final Vector input(int position) {
        return inputs[position];
    }

    final int inputCount() {
        return inputs.length;
    }

    /** Computes the rows {@code [0, rows)} of the result. */
    abstract void run(int rows);
}
