package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Scan;
import java.util.List;

/** Executes a fragment on the calling thread, split after split: each begins where the one before ended. */
final class FragmentOperator implements Operator {

    private final Schema schema;
    private final Scan scan;
    private final FragmentReader reader;
    private int split = -1;
    private long position = Scan.UNKNOWN;

    FragmentOperator(Fragment fragment, Run run) {
        this.schema = fragment.schema();
        this.scan = fragment.source().open(fragment.request(), run);
        try {
            run.expect(scan.totalBytes());
            this.reader = new FragmentReader(fragment, scan, run.memory());
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(scan));
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        while (true) {
            if (split >= 0 && split < scan.splitCount()) {
                Chunk chunk = reader.next();
                if (chunk != null) {
                    return chunk;
                }
                position = reader.end();
            }
            if (split + 1 >= scan.splitCount()) {
                split = scan.splitCount();
                return null;
            }
            split++;
            reader.begin(split, position);
        }
    }

    @Override
    public void close() {
        Closing.all(List.of(scan, reader));
    }
}
