package dev.peristyle.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes another plan of a plan in one walk: down to the sources, which carries something along, and back up. Any depth.
 *
 * @param <C> what is carried down
 */
abstract class PlanRewriter<C> {

    /** A step that was reached on the way down and whose inputs are not all done. */
    private final class Frame {
        private final Plan step;
        private final C carried;
        private final List<Plan> inputs = new ArrayList<>();

        Frame(Plan step, C carried) {
            this.step = enter(step, carried);
            this.carried = carried;
        }
    }

    /** Replaces a step on the way down, before its inputs are looked at. */
    Plan enter(Plan step, C carried) {
        return step;
    }

    /**
     * What one of the inputs of a step is given.
     *
     * @param input the number of the input
     */
    abstract C below(Plan step, int input, C carried);

    /** Replaces a step on the way up. */
    abstract Plan leave(Plan step, C carried, List<Plan> inputs);

    /** Walks. */
    final Plan rewrite(Plan root, C carried) {
        Deque<Frame> open = new ArrayDeque<>();
        open.push(new Frame(root, carried));
        while (true) {
            Frame frame = open.peek();
            List<Plan> inputs = frame.step.inputs();
            if (frame.inputs.size() < inputs.size()) {
                int next = frame.inputs.size();
                open.push(new Frame(inputs.get(next), below(frame.step, next, frame.carried)));
                continue;
            }
            Plan done = leave(frame.step, frame.carried, frame.inputs);
            open.pop();
            if (open.isEmpty()) {
                return done;
            }
            open.peek().inputs.add(done);
        }
    }

    /** The step itself where its inputs are the same as before. */
    static Plan over(Plan step, List<Plan> inputs) {
        List<Plan> before = step.inputs();
        for (int input = 0; input < inputs.size(); input++) {
            if (inputs.get(input) != before.get(input)) {
                return step.withInputs(inputs);
            }
        }
        return step;
    }
}
