package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Bound.Input;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns typed expressions into steps.
 *
 * <p>What occurs twice becomes one step. A part that may fail for some values (an overflow, a cast) and is in a branch
 * of a choice, or after an {@code and}, is compiled in a {@link Scope} with a mask: it computes every row but complains
 * only about those that the branch is for. It is shared with the same part in the same or an outer scope.
 *
 * <p>The memory of values is handed from a step to a later one as soon as nobody reads it any more, so that a long
 * expression stays within the caches.
 *
 * <p>Expressions may be deeper than the stack of a thread, so parts wait on a stack of {@link Frame}s.
 */
public final class Compiler {

    private final MemoryPool pool;
    private final Schema schema;
    private final Map<String, Vector> inputs = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Scratch> memory = new ArrayList<>();
    private final List<TextArena> arenas = new ArrayList<>();
    private final List<StepState> states = new ArrayList<>();
    private final Map<Bound, Bound> distinct = new HashMap<>();
    private final IdentityHashMap<Bound, List<Known>> known = new IdentityHashMap<>();
    private final Scope root = new Scope(null);

    Compiler(MemoryPool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** The rows that matter for some parts; what was computed there is shared until everything in it is compiled. */
    public static final class Scope {

        private final Vector mask;
        private boolean closed;

        private Scope(Vector mask) {
            this.mask = mask;
        }

        /** A bitmap without nulls of the rows that matter; null for all. */
        public Vector mask() {
            return mask;
        }
    }

    /** A value that a step computes, and for whom. */
    private record Known(Scope scope, Vector vector) {}

    /** An application whose arguments are being compiled. */
    private static final class Frame {

        private final Bound original;
        private final Apply apply;
        private final Scope scope;
        private final Vector[] operands;
        private int turn;
        private Scope inner;

        private Frame(Bound original, Apply apply, Scope scope) {
            this.original = original;
            this.apply = apply;
            this.scope = scope;
            this.operands = new Vector[apply.arguments().size()];
        }

        private void take(Vector operand) {
            operands[apply.function().inTurn(apply, turn)] = operand;
            if (inner != scope) {
                inner.closed = true;
            }
            turn++;
        }
    }

    /** Makes the program; gives back what was allocated on the way when that is impossible. */
    Program compile(List<Bound> expressions) {
        try {
            return compiled(expressions);
        } catch (RuntimeException | Error failure) {
            for (Scratch scratch : memory) {
                scratch.close();
            }
            for (TextArena arena : arenas) {
                arena.close();
            }
            for (StepState state : states) {
                state.close();
            }
            throw failure;
        }
    }

    private Program compiled(List<Bound> expressions) {
        List<Vector> results = new ArrayList<>();
        for (Bound expression : expressions) {
            results.add(vector(PostOrder.compute(expression, this::distinct)));
        }
        assignMemory(results);
        int[] positions = new int[inputs.size()];
        int input = 0;
        for (String name : inputs.keySet()) {
            positions[input++] = schema.indexOf(name);
        }
        return new Program(
                inputs.values().toArray(new Vector[0]),
                positions,
                steps.toArray(new Step[0]),
                results.toArray(new Vector[0]),
                memory,
                arenas,
                states);
    }

    /** One object for all equal ones: from then on being equal means being the same. */
    // the parts are distinct ones, so being equal means being the same
    private Bound distinct(Bound bound, List<Bound> parts) {
        Bound same = bound;
        if (bound instanceof Apply apply) {
            for (int part = 0; part < parts.size(); part++) {
                if (parts.get(part) != apply.argument(part)) {
                    same = new Apply(apply.function(), apply.type(), parts);
                    break;
                }
            }
        }
        Bound first = distinct.putIfAbsent(same, same);
        return first == null ? same : first;
    }

    private Vector vector(Bound whole) {
        Vector result = ready(whole);
        Deque<Frame> frames = new ArrayDeque<>();
        if (result == null) {
            frames.push(frame(whole, root));
        }
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (frame.turn == frame.operands.length) {
                frames.pop();
                result = add(frame.apply.function().step(frame.apply, frame.operands, this, frame.scope));
                remember(frame.original, frame.scope, result);
                if (!frames.isEmpty()) {
                    frames.peek().take(result);
                }
                continue;
            }
            int position = frame.apply.function().inTurn(frame.apply, frame.turn);
            Bound argument = frame.apply.argument(position);
            if (argument instanceof Constant && frame.apply.function().takesConstant(frame.apply, position)) {
                frame.turn++;
                continue;
            }
            frame.inner = frame.apply.function().scope(frame.apply, position, frame.operands, this, frame.scope);
            Vector operand = ready(argument);
            if (operand != null) {
                frame.take(operand);
            } else {
                frames.push(frame(argument, frame.inner));
            }
        }
        return result;
    }

    private Frame frame(Bound bound, Scope scope) {
        Scope target = bound.isFallible() ? scope : root;
        Apply apply = (Apply) bound;
        return new Frame(bound, apply.function().lower(apply, this, target), target);
    }

    /** The values of a part that needs no other step first, or that a step computes already; else null. */
    private Vector ready(Bound bound) {
        if (bound instanceof Input input) {
            Vector vector = inputs.get(input.name());
            if (vector == null) {
                vector = new Vector(input.type());
                inputs.put(input.name(), vector);
            }
            return vector;
        }
        Vector vector = known(bound);
        if (vector == null && bound instanceof Constant constant) {
            vector = add(new BroadcastStep(new Vector(constant.type()), constant, newScratch()));
            remember(bound, root, vector);
        }
        return vector;
    }

    private void remember(Bound bound, Scope scope, Vector vector) {
        known.computeIfAbsent(bound, key -> new ArrayList<>(1)).add(new Known(scope, vector));
    }

    /** What an open scope knows: all of them are this one or around it. What closed ones knew nobody asks for again. */
    private Vector known(Bound bound) {
        List<Known> vectors = known.get(bound);
        if (vectors == null) {
            return null;
        }
        int last = vectors.size() - 1;
        while (last >= 0 && vectors.get(last).scope().closed) {
            vectors.remove(last--);
        }
        return last < 0 ? null : vectors.get(last).vector();
    }

    /** Whether a step computes that already for whoever asks now. */
    public boolean isKnown(Bound bound) {
        return known(bound) != null;
    }

    /** A scope within another one. */
    public Scope inner(Vector mask) {
        return new Scope(mask);
    }

    /** Adds a step that belongs to no expression. */
    public Vector add(Step step) {
        steps.add(step);
        return step.result();
    }

    /** Memory that a step keeps for itself. */
    public Scratch newScratch() {
        Scratch scratch = new Scratch(pool);
        memory.add(scratch);
        return scratch;
    }

    /** Room for the texts that a step makes. */
    public TextArena newArena() {
        TextArena arena = new TextArena(pool);
        arenas.add(arena);
        return arena;
    }

    /** Where memory comes from that is neither of the two. */
    public MemoryPool pool() {
        return pool;
    }

    /** What a step remembers, to be closed with the program. */
    public <S extends StepState> S hold(S state) {
        states.add(state);
        return state;
    }

    /** Gives each result its memory: linear scan over the steps, most recently freed first. */
    private void assignMemory(List<Vector> results) {
        IdentityHashMap<Vector, Integer> lastUse = new IdentityHashMap<>();
        for (int position = 0; position < steps.size(); position++) {
            Step step = steps.get(position);
            for (int input = 0; input < step.inputCount(); input++) {
                lastUse.put(step.input(input), position);
            }
        }
        for (Vector result : results) {
            lastUse.put(result, Integer.MAX_VALUE);
        }
        IdentityHashMap<Vector, Scratch> held = new IdentityHashMap<>();
        List<Deque<Scratch>> free = new ArrayList<>();
        for (int width = 1; width <= 16; width *= 2) {
            free.add(new ArrayDeque<>());
        }
        for (int position = 0; position < steps.size(); position++) {
            Step step = steps.get(position);
            Vector result = step.result();
            boolean lasting = step instanceof BroadcastStep || result.layout() == Layout.BIT;
            Deque<Scratch> sameWidth = lasting ? null : free.get(log(result));
            Scratch values = lasting || sameWidth.isEmpty() ? newScratch() : sameWidth.pop();
            Scratch lengths = result.layout() == Layout.VIEW ? newScratch() : null;
            result.useMemory(values, lengths, newScratch());
            if (!lasting) {
                held.put(result, values);
            }
            for (int input = 0; input < step.inputCount(); input++) {
                Vector read = step.input(input);
                Scratch given = lastUse.get(read) == position ? held.remove(read) : null;
                if (given != null) {
                    free.get(log(read)).push(given);
                }
            }
        }
    }

    private static int log(Vector vector) {
        return Integer.numberOfTrailingZeros(vector.layout().bytes());
    }
}
