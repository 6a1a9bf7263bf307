package dev.peristyle.internal.plan;

import dev.peristyle.execution.CancellationToken;
import dev.peristyle.spi.Source;
import java.util.List;

/** A source that nobody opens: what stands for it is asked for when a run starts that reads it. */
public interface RunSource extends Source {

    /**
     * Says what a run reads in its place. May take long, and must not wait for another run that waits for memory: who asks has its own already.
     *
     * @param asker ends it early
     * @param held takes what has to stay until the run has ended, and is closed then
     * @return a plan with the columns of the source
     */
    Plan resolve(CancellationToken asker, List<AutoCloseable> held);
}
