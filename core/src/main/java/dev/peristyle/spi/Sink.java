package dev.peristyle.spi;

import dev.peristyle.schema.Schema;
import java.util.Set;

/** A place where rows go, such as a file. Immutable; can be used for several runs, one after the other. */
public interface Sink {

    /**
     * One line for plans, such as {@code csv out.csv}.
     *
     * @return the line
     */
    String describe();

    /**
     * Names what is replaced by what is written, as {@link Source#reads()} does: a run that reads it is refused before anything is opened.
     *
     * @return objects that tell it from everything else; none unless this is overridden
     */
    default Set<Object> replaces() {
        return Set.of();
    }

    /**
     * Starts to write.
     *
     * @param schema the columns of every chunk to come
     * @param context the memory and the services of the run
     * @return the writer, to be closed by the caller
     */
    SinkWriter open(Schema schema, RunContext context);
}
