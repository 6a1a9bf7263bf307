package dev.peristyle.internal.engine;

import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * Rows in order: those of some stages, one after the other.
 *
 * @param stages at least one
 * @param schema the columns of each
 */
public record Rows(List<Stage> stages, Schema schema) {

    /** Copies the list. */
    public Rows {
        stages = List.copyOf(stages);
    }
}
