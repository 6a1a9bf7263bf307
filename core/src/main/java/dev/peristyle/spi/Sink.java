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
     * Says whether some of what is written may stay although the run fails, as what a database has committed batch by batch does. A run into
     * such a sink is not started again with one thread where several had too little memory together.
     *
     * @return true if so; false unless this is overridden
     */
    default boolean keepsParts() {
        return false;
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
