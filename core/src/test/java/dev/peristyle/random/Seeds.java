package dev.peristyle.random;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Where tests get their randomness. Each seed is named by the place that asked for it, and a test that fails says the last
 * ones. {@code -Dperistyle.test.seed=SEED} gives every one of them this seed instead: the failing one again, or another.
 *
 * <p>Without it every run tries the same, so that a check that fails says something of the commit and not of the hour.
 * {@code -Dperistyle.test.seed=fresh} tries what no run has tried before: for those who look for faults.
 *
 * <p>{@link SeedReport} prints them. Seeds are remembered for each thread, because a test runs on one.
 */
public final class Seeds {

    static final String PROPERTY = "peristyle.test.seed";
    static final String FRESH = "fresh";

    /** A test that tries seeds in a loop fails at its last one; the others would only hide it. */
    private static final int REMEMBERED = 3;

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final ThreadLocal<Deque<Drawn>> DRAWN = ThreadLocal.withInitial(ArrayDeque::new);

    /** How many seeds a method has asked for in this process, so that a loop gets another one each time. */
    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

    /** A seed and where it was asked for. */
    private record Drawn(String place, long seed) {}

    private Seeds() {}

    /**
     * A generator for a test that always tries the same.
     *
     * @param seed what to begin with, unless the system property says otherwise
     * @return a new generator
     */
    public static Random random(long seed) {
        Long given = given();
        return remembered(given == null ? seed : given);
    }

    /**
     * A generator for a test that has no seed of its own: another one each time that its method asks.
     *
     * @return a new generator
     */
    public static Random fresh() {
        return remembered(drawn());
    }

    /**
     * A seed as of {@link #fresh}, for a test that names it in its messages before {@link #random} begins with it.
     *
     * @return a seed, or the one that the system property says
     */
    public static long draw() {
        return drawn();
    }

    /**
     * A generator whose numbers are no trial but data that the test computes: equal seeds always give equal values.
     *
     * @param seed what to begin with, whatever the system property says
     * @return a new generator
     */
    public static Random fixed(long seed) {
        return new Random(seed);
    }

    /** The seed that the system property says, a new one if it says so, or null. */
    private static Long given() {
        return FRESH.equals(System.getProperty(PROPERTY)) ? Long.valueOf(System.nanoTime()) : Long.getLong(PROPERTY);
    }

    private static long drawn() {
        Long given = given();
        if (given != null) {
            return given;
        }
        String method = STACK.walk(frames -> frames.skip(2).findFirst())
                .map(frame -> frame.getClassName() + '.' + frame.getMethodName())
                .orElseThrow();
        int asked = ASKED.computeIfAbsent(method, name -> new AtomicInteger()).getAndIncrement();
        return new SplittableRandom(method.hashCode() + ((long) asked << Integer.SIZE)).nextLong();
    }

    private static Random remembered(long seed) {
        String place = STACK.walk(frames -> frames.skip(2).findFirst())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("?");
        Deque<Drawn> drawn = DRAWN.get();
        drawn.removeIf(earlier -> earlier.place.equals(place));
        drawn.addLast(new Drawn(place, seed));
        if (drawn.size() > REMEMBERED) {
            drawn.removeFirst();
        }
        return new Random(seed);
    }

    /** The last seeds of this thread, newest first, and how to try one again; empty if there were none. */
    static String report() {
        Deque<Drawn> drawn = DRAWN.get();
        if (drawn.isEmpty()) {
            return "";
        }
        Iterable<Drawn> newestFirst = drawn::descendingIterator;
        return StreamSupport.stream(newestFirst.spliterator(), false)
                .map(seed -> "seed " + seed.seed + " at " + seed.place)
                .collect(
                        Collectors.joining(", ", "random ", "; again with -D" + PROPERTY + "=" + drawn.getLast().seed));
    }

    static void forget() {
        DRAWN.remove();
    }
}
