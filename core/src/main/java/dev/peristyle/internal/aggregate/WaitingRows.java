package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a row are kept until its group can be worked on: keys and arguments, each once, then its place in the
 * dataset.
 *
 * @param layout how they lie in memory
 * @param sources where each column but the last is in a chunk of the input
 * @param keys where each key is among the columns
 * @param arguments where the arguments of the aggregates are, one after the other; -1 for one that has none
 */
record WaitingRows(RowLayout layout, int[] sources, int[] keys, int[] arguments) {

    static WaitingRows of(Grouping grouping, Schema input) {
        List<Integer> sources = new ArrayList<>();
        int[] keys = positions(grouping.keyPositions(), sources);
        int[] arguments = positions(grouping.argumentPositions(), sources);
        List<Field> fields = sources.stream().map(input::field).toList();
        return new WaitingRows(
                RowLayout.of(Grouping.withOrdinal(fields)),
                sources.stream().mapToInt(Integer::intValue).toArray(),
                keys,
                arguments);
    }

    private static int[] positions(int[] wanted, List<Integer> sources) {
        int[] positions = new int[wanted.length];
        for (int place = 0; place < wanted.length; place++) {
            int source = wanted[place];
            if (source >= 0 && !sources.contains(source)) {
                sources.add(source);
            }
            positions[place] = source < 0 ? -1 : sources.indexOf(source);
        }
        return positions;
    }

    /** Picks the columns of some positions, null for -1. */
    static void pick(Chunk chunk, int[] positions, Column[] columns) {
        for (int place = 0; place < positions.length; place++) {
            columns[place] = positions[place] < 0 ? null : chunk.column(positions[place]);
        }
    }
}
