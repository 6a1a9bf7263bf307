package dev.peristyle.array;

import dev.peristyle.internal.kernel.IndexKernel;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Values at places that another array names. */
final class ArrayIndexes {

    private ArrayIndexes() {}

    static <A extends PrimitiveArray<A>> void gather(A array, LongArray indexes, A target) {
        try (Pass pass = Pass.writing(2, target, array, indexes)) {
            LongArray places = indexes.whollyApart(pass, target);
            A source = array.whollyApart(pass, target);
            int width = source.access().bytes();
            for (long at = 0; at < target.length(); at += Pass.ROWS) {
                int rows = target.rows(at);
                long chosen = checked(places.read(at, rows, pass.slot(0)), rows, array.length());
                IndexKernel.gather(width, source.base(), source.stride(), chosen, rows, pass.slot(1));
                target.write(at, rows, pass.slot(1));
            }
        }
    }

    static <A extends PrimitiveArray<A>> void scatter(A array, LongArray indexes, A source) {
        try (Pass pass = Pass.writing(2, array, indexes, source)) {
            LongArray places = indexes.whollyApart(pass, array);
            A values = source.whollyApart(pass, array);
            int width = array.access().bytes();
            for (long at = 0; at < values.length(); at += Pass.ROWS) {
                int rows = values.rows(at);
                long chosen = checked(places.read(at, rows, pass.slot(0)), rows, array.length());
                long block = values.read(at, rows, pass.slot(1));
                IndexKernel.scatter(width, block, rows, chosen, array.base(), array.stride());
            }
        }
    }

    private static long checked(long indexes, int rows, long length) {
        int wrong = IndexKernel.outside(0, length - 1, indexes, rows);
        if (wrong >= 0) {
            Objects.checkIndex(UnsafeApi.getLong(indexes + 8L * wrong), length);
        }
        return indexes;
    }
}
