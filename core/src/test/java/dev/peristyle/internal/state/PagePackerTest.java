package dev.peristyle.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePackerTest {

    private static final int GUARD = 64;
    private static final byte CANARY = 0x5C;

    private static final Schema MIXED = Schema.builder()
            .add("a", DataType.LONG)
            .add("b", DataType.STRING)
            .add("c", DataType.INT)
            .add("d", DataType.decimal(38, 2))
            .add("e", DataType.BYTE)
            .add("f", DataType.STRING)
            .add("g", DataType.SHORT)
            .add("h", DataType.BOOLEAN)
            .add("i", DataType.DOUBLE)
            .build();

    private final MemoryPool pool = MemoryPool.create("test", 64 << 20);

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 255, 256, 257, 1000, 3000})
    void everyByteComesBackAtAnotherPlace(int rows) {
        Random random = Seeds.random(rows);
        RowLayout layout = RowLayout.of(MIXED);
        // texts come in runs as writers leave them, in runs of one row, and anywhere
        for (int run : new int[] {100, 1, 0}) {
            for (int bits = 0; bits <= 64; bits += 9) {
                Page page = new Page(layout, rows, 20 * rows);
                page.fill(random, bits);
                page.placeTexts(random, run);
                boolean packed = page.packAndUnpack();
                assertThat(packed)
                        .as("%s rows of %s bits, runs of %s", rows, bits, run)
                        .isEqualTo(rows > 7 && bits < 30 || packed && rows > 7);
            }
        }
    }

    @Test
    void rowsOfSmallNumbersTakeFewBytes() {
        Random random = Seeds.random(3);
        Page page = new Page(RowLayout.of(MIXED), 2000, 20 * 2000);
        page.fill(random, 5);
        page.placeTexts(random, 100);
        assertThat(page.packAndUnpack()).isTrue();
        assertThat(page.kept() - page.textBytes())
                .isLessThan(2000L * RowLayout.of(MIXED).rowBytes() / 2);
    }

    @Test
    void whatDoesNotShrinkStays() {
        Schema.Builder columns = Schema.builder();
        for (int column = 0; column < 64; column++) {
            columns.add("c" + column, DataType.LONG);
        }
        RowLayout layout = RowLayout.of(columns.build());
        Random random = Seeds.random(4);
        Page page = new Page(layout, 1200, 0);
        page.fill(random, 64);
        assertThat(page.packAndUnpack()).isFalse();
        // the last block shrinks by a quarter, which those before it use up
        page.zero(1200 - 20, 1200);
        page.zeroSome(1200 - 40, 1200 - 20);
        assertThat(page.packAndUnpack()).isFalse();
    }

    /** Rows in memory with a canary before and after. */
    private final class Page {
        private final RowLayout layout;
        private final int rows;
        private final int texts;
        private final byte[] image;
        private long begin;

        Page(RowLayout layout, int rows, int textBytes) {
            this.layout = layout;
            this.rows = rows;
            this.texts = rows * layout.rowBytes();
            this.image = new byte[texts + textBytes];
        }

        private long base(int at) {
            return (long) UnsafeApi.arrayBaseOffset(byte[].class) + at;
        }

        /** Fills rows with numbers of so many bits, up or down from a random one each 500 rows, and texts with letters. */
        void fill(Random random, int bits) {
            long from = 0;
            for (int at = 0; at + 8 <= texts; at += 8) {
                if (at % (500 * layout.rowBytes()) == 0) {
                    from = random.nextLong();
                }
                long distance = bits == 0 ? 0 : random.nextLong() >> 64 - bits;
                UnsafeApi.putLong(image, base(at), from + distance);
            }
            for (int column = 0; column < layout.schema().size(); column++) {
                int width = Math.max(1, layout.layout(column).bytes());
                if (layout.layout(column) != Layout.VIEW && width < 8) {
                    for (int row = 0; row < rows; row++) {
                        byte value = (byte) (bits == 0 ? 0 : random.nextLong() >> 64 - bits);
                        image[row * layout.rowBytes() + layout.offset(column)] = value;
                    }
                }
            }
            for (int at = texts; at < image.length; at++) {
                image[at] = (byte) ('a' + random.nextInt(26));
            }
        }

        /** Sets where texts are. */
        void placeTexts(Random random, int run) {
            int end = image.length;
            for (int first = 0; first < rows; first += Math.max(1, run)) {
                for (int column = 0; column < layout.schema().size(); column++) {
                    if (layout.layout(column) == Layout.VIEW) {
                        for (int row = first; row < Math.min(rows, first + Math.max(1, run)); row++) {
                            int length = random.nextInt(10);
                            end -= length;
                            int at = row * layout.rowBytes();
                            int start = run > 0 ? end : texts + random.nextInt(image.length - texts - length);
                            UnsafeApi.putInt(image, base(at + layout.offset(column)), start - at);
                            UnsafeApi.putInt(image, base(at + layout.offset(column) + 4), length);
                        }
                    }
                }
            }
        }

        void zero(int from, int to) {
            Arrays.fill(image, from * layout.rowBytes(), to * layout.rowBytes(), (byte) 0);
        }

        /** Makes a quarter of each row zeros. */
        void zeroSome(int from, int to) {
            for (int row = from; row < to; row++) {
                int at = row * layout.rowBytes();
                Arrays.fill(image, at, at + layout.rowBytes() / 4, (byte) 0);
            }
        }

        long kept() {
            return (long) image.length - begin;
        }

        long textBytes() {
            return (long) image.length - texts;
        }

        /** Returns whether it was packed; checks that all is as it was, at another place. */
        boolean packAndUnpack() {
            PagePacker packer = new PagePacker(layout);
            long size = image.length;
            try (OffHeapBuffer one = pool.allocate(size + 2 * GUARD, "page");
                    OffHeapBuffer other = pool.allocate(size + 2 * GUARD, "page read back")) {
                UnsafeApi.setMemory(one.address(), size + 2 * GUARD, CANARY);
                UnsafeApi.setMemory(other.address(), size + 2 * GUARD, CANARY);
                long from = one.address() + GUARD;
                long to = other.address() + GUARD;
                UnsafeApi.copyMemory(image, base(0), null, from, size);
                begin = packer.pack(from, rows, from + texts, from + size) - from;
                assertThat(begin).isBetween(0L, (long) texts);
                UnsafeApi.copyMemory(from + begin, to + begin, size - begin);
                if (begin > 0) {
                    packer.unpack(to + begin, to, rows, to + size);
                }
                byte[] back = new byte[image.length];
                UnsafeApi.copyMemory(null, to, back, base(0), size);
                assertThat(Arrays.mismatch(back, image)).isEqualTo(-1);
                for (long place : new long[] {from - GUARD, from + size, to - GUARD, to + size}) {
                    for (int at = 0; at < GUARD; at++) {
                        assertThat(UnsafeApi.getByte(place + at)).isEqualTo(CANARY);
                    }
                }
                return begin > 0;
            }
        }
    }
}
