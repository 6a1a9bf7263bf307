package dev.peristyle.internal.engine;

import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.List;

/**
 * The part of a pipeline that needs no memory of earlier chunks: an input and the steps that each chunk passes. Any number of
 * threads can execute it, each on other morsels.
 *
 * @param input where the rows come from
 * @param conditions what every row that comes out has met, whoever applies it: a morsel of which no row can is not read
 * @param steps what each chunk passes, in order
 * @param schema what comes out
 */
public record Stage(StageInput input, List<Predicate> conditions, List<StageStep> steps, Schema schema) {

    /** Copies the lists. */
    public Stage {
        conditions = List.copyOf(conditions);
        steps = List.copyOf(steps);
    }
}
