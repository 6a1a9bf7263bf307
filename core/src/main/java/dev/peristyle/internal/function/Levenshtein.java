package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Utf8;
import dev.peristyle.schema.DataType;
import java.util.List;
import org.agrona.UnsafeApi;

/** How many code points must be put in, taken out or changed to make one text of another. By Wagner and Fischer, two rows at a time. */
public final class Levenshtein extends TextFunction {

    public static final ScalarFunction LEVENSHTEIN = new Levenshtein();

    private Levenshtein() {
        super("levenshtein");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return TextArguments.bind(this, DataType.INT, arguments, node);
    }

    @Override
    TextRows rows(Apply apply) {
        return new Distances();
    }

    /** Arrays that grow to the longest text. */
    private static final class Distances implements TextRows {

        private int[] first = new int[64];
        private int[] second = new int[64];
        private int[] distances = new int[65];

        @Override
        public void row(int row, Vector[] operands, TextOutput out) {
            int firstBytes = length(operands[0], row);
            int secondBytes = length(operands[1], row);
            first = grown(first, firstBytes);
            second = grown(second, secondBytes);
            distances = grown(distances, secondBytes + 1);
            int firstCount = codePoints(address(operands[0], row), firstBytes, first);
            int secondCount = codePoints(address(operands[1], row), secondBytes, second);
            out.number(distance(firstCount, secondCount));
        }

        private static int[] grown(int[] array, int size) {
            return array.length >= size ? array : new int[Math.max(size, 2 * array.length)];
        }

        /** The bytes of each code point in one number, which is all that comparing them needs. */
        private static int codePoints(long text, int length, int[] result) {
            int count = 0;
            int from = 0;
            while (from < length) {
                int next = Utf8.skip(text, length, from, 1);
                int bytes = 0;
                for (int position = from; position < next; position++) {
                    bytes = bytes << 8 | UnsafeApi.getByte(text + position) & 0xFF;
                }
                result[count++] = bytes;
                from = next;
            }
            return count;
        }

        private int distance(int firstCount, int secondCount) {
            for (int column = 0; column <= secondCount; column++) {
                distances[column] = column;
            }
            for (int line = 1; line <= firstCount; line++) {
                int diagonal = distances[0];
                distances[0] = line;
                for (int column = 1; column <= secondCount; column++) {
                    int above = distances[column];
                    int changed = diagonal + (first[line - 1] == second[column - 1] ? 0 : 1);
                    distances[column] = Math.min(changed, Math.min(above, distances[column - 1]) + 1);
                    diagonal = above;
                }
            }
            return distances[secondCount];
        }
    }
}
