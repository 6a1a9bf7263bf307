package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Bound.Input;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;
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
 * <p>What stands twice becomes one step. A part that may fail for some values (an overflow, a cast) and stands in a branch
 * of a choice, or behind an {@code and}, is compiled in a {@link Scope} with a mask: it computes every row but complains
 * only about those that the branch is for. It is shared with the same part in the same or an outer scope.
 *
 * <p>The memory of values is handed from a step to a later one as soon as nobody reads it any more, so that a long
 * expression stays within the caches.
 */
final class Compiler {

    private final MemoryPool pool;
    private final Schema schema;
    private final Map<String, Vector> inputs = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Scratch> memory = new ArrayList<>();
    private final List<TextArena> arenas = new ArrayList<>();
    private final Scope root = new Scope(null, null, new HashMap<>());

    Compiler(MemoryPool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** Where results are shared, and the rows (a bitmap without nulls; null for all) that matter there. */
    record Scope(Scope outer, Vector mask, Map<Bound, Vector> known) {

        Scope inner(Vector innerMask) {
            return new Scope(this, innerMask, new HashMap<>());
        }
    }

    /** Makes the program; gives back what was allocated on the way when that is impossible. */
    Program compile(List<Bound> expressions) {
        try {
            return compiled(expressions);
        } catch (RuntimeException failure) {
            memory.forEach(Scratch::close);
            arenas.forEach(TextArena::close);
            throw failure;
        }
    }

    private Program compiled(List<Bound> expressions) {
        List<Vector> results = new ArrayList<>();
        for (Bound expression : expressions) {
            results.add(vector(expression, root));
        }
        assignMemory(results);
        int[] positions = new int[inputs.size()];
        int input = 0;
        for (String name : inputs.keySet()) {
            positions[input++] = schema.indexOf(name);
        }
        return new Program(
                inputs.values().toArray(Vector[]::new),
                positions,
                steps.toArray(Step[]::new),
                results.toArray(Vector[]::new),
                memory,
                arenas);
    }

    /** The values of an expression as a column. */
    Vector vector(Bound bound, Scope scope) {
        if (bound instanceof Input input) {
            return inputs.computeIfAbsent(input.name(), name -> new Vector(input.type()));
        }
        Scope target = Fallible.is(bound) ? scope : root;
        Vector known = known(bound, target);
        if (known != null) {
            return known;
        }
        Step step = bound instanceof Constant constant
                ? new BroadcastStep(new Vector(constant.type()), constant, newScratch())
                : StepFactory.create(this, (Apply) bound, target);
        Vector result = add(step);
        target.known().put(bound, result);
        return result;
    }

    private static Vector known(Bound bound, Scope innermost) {
        for (Scope scope = innermost; scope != null; scope = scope.outer()) {
            Vector vector = scope.known().get(bound);
            if (vector != null) {
                return vector;
            }
        }
        return null;
    }

    /** Whether a step computes that already for whoever asks in this scope. */
    boolean isKnown(Bound bound, Scope scope) {
        return known(bound, Fallible.is(bound) ? scope : root) != null;
    }

    /** Adds a step that no expression stands for. */
    Vector add(Step step) {
        steps.add(step);
        return step.result();
    }

    /** Memory that a step keeps for itself. */
    Scratch newScratch() {
        Scratch scratch = new Scratch(pool);
        memory.add(scratch);
        return scratch;
    }

    /** Room for the texts that a step makes. */
    TextArena newArena() {
        TextArena arena = new TextArena(pool);
        arenas.add(arena);
        return arena;
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
        results.forEach(result -> lastUse.put(result, Integer.MAX_VALUE));
        IdentityHashMap<Vector, Scratch> held = new IdentityHashMap<>();
        Deque<Scratch> freeInts = new ArrayDeque<>();
        Deque<Scratch> freeLongs = new ArrayDeque<>();
        for (int position = 0; position < steps.size(); position++) {
            Step step = steps.get(position);
            Vector result = step.result();
            boolean lasting = step instanceof BroadcastStep || result.layout() == Layout.BIT;
            Deque<Scratch> free = result.layout().bytes() == Integer.BYTES ? freeInts : freeLongs;
            Scratch values = lasting || free.isEmpty() ? newScratch() : free.pop();
            Scratch lengths = result.layout() == Layout.VIEW ? newScratch() : null;
            result.useMemory(values, lengths, newScratch());
            if (!lasting) {
                held.put(result, values);
            }
            for (int input = 0; input < step.inputCount(); input++) {
                Vector read = step.input(input);
                if (lastUse.get(read) == position && held.containsKey(read)) {
                    (read.layout().bytes() == Integer.BYTES ? freeInts : freeLongs).push(held.remove(read));
                }
            }
        }
    }

    /** A new vector for a result. */
    static Vector result(DataType type) {
        return new Vector(type);
    }
}
