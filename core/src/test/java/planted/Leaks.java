package planted;

import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/** Code of a user that forgets: each line of {@link #plant} takes memory and gives none back. */
public final class Leaks {

    private Leaks() {}

    /** Takes memory in ways that a number chooses; returns what would have to be closed. */
    public static List<AutoCloseable> plant(MemoryPool pool, int which) {
        List<AutoCloseable> leaked = new ArrayList<>();
        switch (which) {
            case 0 -> leaked.add(pool.allocate(100, "rows"));
            case 1 -> leaked.add(pool.allocate(100, "rows"));
            case 2 -> leaked.add(pool.charge(100, "window"));
            case 3 -> leaked.add(LongArray.allocate(pool, 100));
            case 4 -> leaked.add(DoubleArray.allocate(pool, 100));
            default -> {
                // one place, many times
                for (int count = 0; count < which; count++) {
                    leaked.add(pool.allocate(64L * count, "in a loop"));
                }
            }
        }
        return leaked;
    }
}
