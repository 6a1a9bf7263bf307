package dev.peristyle.internal.engine;

import dev.peristyle.execution.ProfileOwner;
import dev.peristyle.execution.ProfileSample;
import dev.peristyle.execution.ProfileStep;
import dev.peristyle.execution.RunProfile;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.jdk.JvmMemory;
import dev.peristyle.internal.jdk.Services;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SystemMemory;
import dev.peristyle.spi.SystemMemory.Resident;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at a run now and then while it is alive, on a thread of its own that does not keep the JVM alive. What threads of the run
 * count for themselves is read without waiting for them, so that a look costs them nothing but the cache line.
 *
 * <p>There are at most 1,024 samples. When there are as many, every second one is dropped, the one of each two with less memory, and
 * from then on they are taken half as often. A run that nobody closes and nobody holds ends its thread.
 */
final class RunSampler {

    private static final int MAX_SAMPLES = 1024;
    private static final long FIRST_INTERVAL = 10;

    /** More would be no picture; what is beyond is put together. */
    private static final int MAX_OWNERS = 64;

    private static final int MAX_STEPS = 64;

    private final long startNanos;
    private final SystemMemory system = new Services<>(SystemMemory.class).find();
    private final List<Owner> owners = new ArrayList<>();
    private final Map<String, Owner> ownersByName = new HashMap<>();
    private final List<Integer> steps = new ArrayList<>();
    private final Map<Integer, Integer> stepPlaces = new HashMap<>();
    private List<ProfileSample> samples = new ArrayList<>();
    private long interval = FIRST_INTERVAL;
    private WeakReference<Run> run;
    private Thread thread;
    private long heapTouched;
    private boolean ended;

    /** Who holds memory, and how much in the sample that is being taken. */
    private static final class Owner {
        private final int operator;
        private final String step;
        private final String name;
        private long now;
        private long peak;

        Owner(int operator, String step, String name) {
            this.operator = operator;
            this.step = step;
            this.name = name;
        }
    }

    /**
     * Makes a sampler that looks at nothing yet.
     *
     * @param startNanos when the run began
     */
    RunSampler(long startNanos) {
        this.startNanos = startNanos;
    }

    /** Looks at a run from now on, in place of the one before. */
    synchronized void watch(Run watched) {
        run = new WeakReference<>(watched);
        sample(watched);
        if (thread == null) {
            thread = new Thread(this::work, "peristyle-profile");
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError refused) {
                // a system without one more thread: the profile has its beginning and its end
                ended = true;
            }
        }
    }

    private synchronized void work() {
        try {
            while (!ended) {
                wait(interval);
                Run watched = run.get();
                if (watched == null) {
                    ended = true;
                } else if (!ended) {
                    sample(watched);
                }
            }
        } catch (InterruptedException nobodyWantsMore) {
            ended = true;
        }
    }

    /** Looks a last time; the thread has ended afterwards. Ending again does nothing. */
    void end() {
        Thread joined;
        synchronized (this) {
            Run watched = run.get();
            if (!ended && watched != null) {
                sample(watched);
            }
            ended = true;
            notifyAll();
            joined = thread;
        }
        if (joined != null) {
            Workers.join(joined);
        }
    }

    private void sample(Run watched) {
        for (Owner owner : owners) {
            owner.now = 0;
        }
        MemoryPool memory = watched.memory();
        // before the operators: one that begins meanwhile has its pool first, which would be nobody's
        List<MemoryPool> pools = memory.children();
        Map<String, Integer> numbers = new HashMap<>();
        List<OperatorRun> operators = watched.operators();
        for (OperatorRun operator : operators) {
            numbers.put(operator.id().toString(), operator.id().number());
        }
        memory.forEachHeld((owner, bytes) -> add(0, memory.name(), owner, bytes));
        for (MemoryPool child : pools) {
            Integer number = numbers.get(child.name());
            addAll(child, number == null ? 0 : number, child.name());
        }
        List<Long> held = new ArrayList<>(owners.size());
        for (Owner owner : owners) {
            owner.peak = Math.max(owner.peak, owner.now);
            held.add(owner.now);
        }
        long chunks = 0;
        long[] working = new long[MAX_STEPS];
        for (OperatorRun operator : operators) {
            Meter done = operator.sum();
            int place = place(operator.id().number());
            if (place >= 0) {
                working[place] = done.nanos;
            }
            if (watched.isSource(operator.id().number())) {
                chunks += done.chunks;
            }
        }
        List<Long> workingNanos = new ArrayList<>(steps.size());
        for (int step = 0; step < steps.size(); step++) {
            workingNanos.add(working[step]);
        }
        Resident resident = system == null ? Resident.UNKNOWN : system.resident();
        JvmMemory jvm = JvmMemory.now();
        heapTouched = Math.min(jvm.heapCommitted(), Math.max(heapTouched, jvm.heapUsed()));
        samples.add(new ProfileSample(
                Duration.ofNanos(System.nanoTime() - startNanos),
                held,
                resident.bytes(),
                resident.mappedBytes(),
                jvm.heapUsed(),
                heapTouched,
                jvm.heapCommitted(),
                jvm.other(),
                watched.spilledBytes(),
                watched.rowsRead(),
                watched.bytesRead(),
                chunks,
                jvm.collections(),
                Duration.ofMillis(jvm.collectingMillis()),
                workingNanos));
        if (samples.size() == MAX_SAMPLES) {
            samples = thinned(samples);
            interval *= 2;
        }
    }

    private void addAll(MemoryPool pool, int operator, String step) {
        pool.forEachHeld((owner, bytes) -> add(operator, step, owner, bytes));
        for (MemoryPool child : pool.children()) {
            addAll(child, operator, step);
        }
    }

    private void add(int operator, String step, String name, long bytes) {
        String key = step + '\n' + name;
        Owner owner = ownersByName.get(key);
        if (owner == null) {
            if (owners.size() < MAX_OWNERS - 1) {
                owner = new Owner(operator, step, name);
                owners.add(owner);
            } else {
                owner = others();
            }
            ownersByName.put(key, owner);
        }
        owner.now += bytes;
    }

    private Owner others() {
        if (owners.size() < MAX_OWNERS) {
            owners.add(new Owner(0, "others", "more than " + (MAX_OWNERS - 1) + " owners"));
        }
        return owners.get(MAX_OWNERS - 1);
    }

    private int place(int step) {
        Integer place = stepPlaces.get(step);
        if (place == null) {
            place = steps.size() < MAX_STEPS ? steps.size() : -1;
            stepPlaces.put(step, place);
            if (place >= 0) {
                steps.add(step);
            }
        }
        return place;
    }

    /** The first sample, and of each two after it the one with more memory. */
    static List<ProfileSample> thinned(List<ProfileSample> all) {
        List<ProfileSample> kept = new ArrayList<>(MAX_SAMPLES);
        kept.add(all.get(0));
        for (int next = 1; next < all.size(); next += 2) {
            ProfileSample sample = all.get(next);
            if (next + 1 < all.size() && all.get(next + 1).weight() > sample.weight()) {
                sample = all.get(next + 1);
            }
            kept.add(sample);
        }
        return kept;
    }

    /** Puts together what was seen; the run has ended. */
    synchronized RunProfile profile(Run watched, RunReport report) {
        List<ProfileOwner> profileOwners = new ArrayList<>();
        for (Owner owner : owners) {
            profileOwners.add(new ProfileOwner(owner.operator, owner.step, owner.name, owner.peak));
        }
        Map<Integer, Duration> cpu = new HashMap<>();
        for (OperatorRun operator : watched.operators()) {
            cpu.put(operator.id().number(), Duration.ofNanos(operator.sum().cpuNanos));
        }
        List<ProfileStep> profileSteps = new ArrayList<>();
        for (int step : steps) {
            profileSteps.add(new ProfileStep(step, cpu.getOrDefault(step, Duration.ZERO)));
        }
        return new RunProfile(
                report,
                watched.memory().limit(),
                Runtime.getRuntime().maxMemory(),
                Duration.ofMillis(interval),
                profileOwners,
                profileSteps,
                samples);
    }
}
