package dev.peristyle.internal.aggregate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No row is passed over that has a better text than those before, at whatever byte and length the difference is. */
class TextExtremeKernelTest {

    private static final int ROWS = 300;
    private static final int ROOM = 48;
    private static final int GROUPS = 5;
    private static final byte[] LETTERS = {0, 1, 'a', 'b', 0x7E, 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0xFF};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsEveryBetterText(long seed) {
        Random random = Seeds.random(seed);
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer memory = pool.allocate((long) ROOM * ROWS + 3 * 4096, "texts");
                OffHeapBuffer columns = pool.allocate(24L * ROWS, "columns");
                OffHeapBuffer records = pool.allocate(
                        TextExtremeKernel.SCRATCH + (long) TextExtremeKernel.RECORD * GROUPS, "records")) {
            for (int round = 0; round < 500; round++) {
                byte[][] texts = texts(random);
                boolean[] present = new boolean[ROWS];
                int[] groupOf = new int[ROWS];
                int groups = round % 2 == 0 ? 1 : GROUPS;
                long validity = columns.address() + 16L * ROWS;
                UnsafeApi.setMemory(validity, ROWS / 8 + 1, (byte) 0);
                for (int row = 0; row < ROWS; row++) {
                    // texts of any alignment, at pages' ends too
                    long address = memory.address() + (long) ROOM * row + random.nextInt(8);
                    for (int position = 0; position < ROOM - 8; position++) {
                        byte garbage = (byte) random.nextInt();
                        UnsafeApi.putByte(
                                address + position, position < texts[row].length ? texts[row][position] : garbage);
                    }
                    present[row] = round % 3 != 0 || random.nextInt(4) != 0;
                    groupOf[row] = random.nextInt(groups);
                    UnsafeApi.putLong(columns.address() + 8L * row, address);
                    UnsafeApi.putInt(columns.address() + 8L * ROWS + 4L * row, texts[row].length);
                    UnsafeApi.putInt(columns.address() + 12L * ROWS + 4L * row, groupOf[row]);
                    if (present[row]) {
                        long bits = validity + (row >> 3);
                        UnsafeApi.putByte(bits, (byte) (UnsafeApi.getByte(bits) | 1 << (row & 7)));
                    }
                }
                boolean smallest = random.nextBoolean();
                byte[][] expected = new byte[groups][];
                for (int row = 0; row < ROWS; row++) {
                    byte[] best = expected[groupOf[row]];
                    if (present[row] && (best == null || isBetter(texts[row], best, smallest))) {
                        expected[groupOf[row]] = texts[row];
                    }
                }
                byte[][] found = extremes(
                        texts, groupOf, groups, smallest, columns.address(), round % 3 != 0 ? 0 : validity, records);
                assertThat(found).as("seed %s, round %s", seed, round).isDeepEqualTo(expected);
            }
        }
    }

    private static boolean isBetter(byte[] text, byte[] best, boolean smallest) {
        int order = Arrays.compareUnsigned(text, best);
        return smallest ? order < 0 : order > 0;
    }

    private static byte[][] extremes(
            byte[][] texts,
            int[] groupOf,
            int groups,
            boolean smallest,
            long columns,
            long validity,
            OffHeapBuffer records) {
        byte[][] found = new byte[groups][];
        long inversion = smallest ? -1 : 0;
        long lengths = columns + 8L * ROWS;
        long groupAddress = columns + 12L * ROWS;
        for (int group = 0; group < groups; group++) {
            TextExtremeKernel.clear(records.address() + (long) TextExtremeKernel.RECORD * group);
        }
        int row = -1;
        while (true) {
            row = groups == 1
                    ? TextExtremeKernel.next(
                            row + 1,
                            ROWS,
                            columns,
                            lengths,
                            validity,
                            records.address(),
                            inversion,
                            records.address() + (long) TextExtremeKernel.RECORD * GROUPS)
                    : TextExtremeKernel.nextByGroup(
                            row + 1, ROWS, groupAddress, columns, lengths, validity, records.address(), inversion);
            if (row == ROWS) {
                return found;
            }
            int group = groupOf[row];
            if (found[group] == null || isBetter(texts[row], found[group], smallest)) {
                found[group] = texts[row];
                TextExtremeKernel.set(
                        records.address() + (long) TextExtremeKernel.RECORD * group,
                        UnsafeApi.getLong(columns + 8L * row),
                        texts[row].length,
                        inversion);
            }
        }
    }

    /** Texts that share beginnings, so that differences are in every place. */
    private static byte[][] texts(Random random) {
        byte[][] texts = new byte[ROWS][];
        byte[] beginning = text(random, 0, new byte[0]);
        int shared = random.nextInt(20);
        for (int row = 0; row < ROWS; row++) {
            texts[row] = random.nextInt(3) == 0 && row > 0
                    ? texts[random.nextInt(row)]
                    : text(random, random.nextInt(shared + 1), beginning);
        }
        return texts;
    }

    private static byte[] text(Random random, int shared, byte[] beginning) {
        byte[] text = new byte[random.nextInt(random.nextBoolean() ? 10 : 30)];
        for (int position = 0; position < text.length; position++) {
            text[position] = LETTERS[random.nextInt(LETTERS.length)];
        }
        System.arraycopy(beginning, 0, text, 0, Math.min(shared, Math.min(beginning.length, text.length)));
        return text;
    }
}
