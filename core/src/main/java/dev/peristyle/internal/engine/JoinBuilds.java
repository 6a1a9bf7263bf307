package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The right sides of the joins of a run: each is read once, and given back when its last user is done. Thread-safe. */
final class JoinBuilds implements AutoCloseable {

    private static final class Entry {
        private final JoinBuild build;
        private int users;

        Entry(JoinBuild build, int users) {
            this.build = build;
            this.users = users;
        }
    }

    private final Run run;
    private final Map<Integer, Entry> entries = new HashMap<>();

    JoinBuilds(Run run) {
        this.run = run;
    }

    /** The right side of a join, which is read now if this is its first user. */
    JoinBuild acquire(OperatorId id, JoinStep join) {
        synchronized (entries) {
            Entry entry = entries.get(id.number());
            if (entry != null) {
                return entry.build;
            }
        }
        // the users of one join come one after the other; those of others need not wait
        JoinBuild build = new JoinBuild(join, id, run);
        synchronized (entries) {
            entries.put(id.number(), new Entry(build, join.users()));
        }
        return build;
    }

    /** A user is done. */
    void release(OperatorId id) {
        Entry done = null;
        synchronized (entries) {
            Entry entry = entries.get(id.number());
            if (entry != null && --entry.users == 0) {
                done = entries.remove(id.number());
            }
        }
        if (done != null) {
            done.build.close();
        }
    }

    /** Gives back what is left when some users never came. */
    @Override
    public void close() {
        List<JoinBuild> left = new ArrayList<>();
        synchronized (entries) {
            entries.values().forEach(entry -> left.add(entry.build));
            entries.clear();
        }
        Closing.all(left);
    }
}
