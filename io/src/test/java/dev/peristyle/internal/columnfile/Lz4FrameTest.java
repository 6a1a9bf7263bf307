package dev.peristyle.internal.columnfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.platform.Platform;
import dev.peristyle.random.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;

/** Frames of LZ4 against those of Apache Commons Compress, which knows blocks that depend on each other and checksums too. */
class Lz4FrameTest {
    private static final long BYTES;

    static {
        Platform.open();
        BYTES = UnsafeApi.arrayBaseOffset(byte[].class);
    }

    private static final int CANARY = 64;

    private final Random random = Seeds.fresh();

    /** Bytes that repeat themselves more or less: the less, the more different ones there are. */
    private byte[] content(int length) {
        byte[] bytes = new byte[length];
        int values = 1 << random.nextInt(9);
        for (int at = 0; at < length; ) {
            int run = Math.min(length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 400));
            if (at > 0 && random.nextBoolean()) {
                int distance = 1 + random.nextInt(Math.min(at, 70_000));
                for (int copied = 0; copied < run; copied++) {
                    bytes[at + copied] = bytes[at + copied - distance];
                }
            } else {
                for (int next = 0; next < run; next++) {
                    bytes[at + next] = (byte) random.nextInt(values);
                }
            }
            at += run;
        }
        return bytes;
    }

    private byte[] content() {
        int[] lengths = {0, 1, 4, 5, 12, 13, 14, 64, 65, 1000, 65_535, 65_536, 200_000};
        return content(random.nextInt(3) == 0 ? random.nextInt(3000) : lengths[random.nextInt(lengths.length)]);
    }

    /** Runs something on memory with so many bytes and room for others, and checks that it stays in it. */
    private static byte[] run(byte[] source, int room, Body body) {
        try (MemoryPool pool = MemoryPool.create("lz4", 64 << 20);
                OffHeapBuffer in = pool.allocate(Math.max(1, source.length), "in");
                OffHeapBuffer out = pool.allocate(room + 2L * CANARY, "out")) {
            UnsafeApi.copyMemory(source, BYTES, null, in.address(), source.length);
            UnsafeApi.setMemory(out.address(), room + 2L * CANARY, (byte) 0x5A);
            long target = out.address() + CANARY;
            long written = body.run(in.address(), target);
            for (int at = 0; at < CANARY; at++) {
                assertThat(UnsafeApi.getByte(out.address() + at)).isEqualTo((byte) 0x5A);
                assertThat(UnsafeApi.getByte(target + room + at)).isEqualTo((byte) 0x5A);
            }
            if (written < 0) {
                return null;
            }
            byte[] result = new byte[(int) written];
            UnsafeApi.copyMemory(null, target, result, BYTES, written);
            return result;
        }
    }

    private interface Body {
        long run(long source, long target);
    }

    private static byte[] compress(byte[] content, int room) {
        return run(content, room, (source, target) -> Lz4Frame.compress(source, content.length, target, room));
    }

    private static byte[] decompress(byte[] frame, int expected) {
        return run(
                frame,
                expected,
                (source, target) ->
                        Lz4Frame.decompress(source, frame.length, target, expected) == null ? expected : -1);
    }

    @Test
    void commonsReadsWhatIsWritten() throws IOException {
        for (int attempt = 0; attempt < 60; attempt++) {
            byte[] content = attempt == 0 ? content(5 << 20) : content();
            byte[] frame = compress(content, content.length + 200);
            try (FramedLZ4CompressorInputStream in =
                    new FramedLZ4CompressorInputStream(new ByteArrayInputStream(frame))) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThat(decompress(frame, content.length)).isEqualTo(content);
        }
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        byte[] content = content(5000);
        byte[] frame = compress(content, 6000);
        assertThat(compress(content, frame.length + 64)).isEqualTo(frame);
        assertThat(compress(content, frame.length - 1)).isNull();
        for (int room = 0; room < frame.length; room += 1 + room / 16) {
            assertThat(compress(content, room)).as("%s bytes", room).isNull();
        }
    }

    @Test
    void whatCommonsWritesIsRead() throws IOException {
        for (int attempt = 0; attempt < 60; attempt++) {
            byte[] content = content();
            byte[] frame = frame(content);
            assertThat(decompress(frame, content.length)).isEqualTo(content);
            assertThat(decompress(frame, content.length + 1)).isNull();
            if (content.length > 0) {
                assertThat(decompress(frame, content.length - 1)).isNull();
            }
            assertThat(decompress(Arrays.copyOf(frame, frame.length + 1), content.length))
                    .isNull();
        }
    }

    /** A frame with any of the settings there are. */
    private byte[] frame(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<FramedLZ4CompressorOutputStream.BlockSize> sizes =
                List.of(FramedLZ4CompressorOutputStream.BlockSize.values());
        FramedLZ4CompressorOutputStream.Parameters parameters = new FramedLZ4CompressorOutputStream.Parameters(
                sizes.get(random.nextInt(sizes.size())),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
        try (FramedLZ4CompressorOutputStream stream = new FramedLZ4CompressorOutputStream(out, parameters)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    /** Damage is found, or gives other bytes, and never leads out of the memory. */
    @Test
    void aFrameThatIsDamagedDoesNoHarm() throws IOException {
        byte[] content = content(3000);
        int found = 0;
        for (int attempt = 0; attempt < 600; attempt++) {
            byte[] frame = attempt % 2 == 0 ? frame(content) : compress(content, 4000);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
            found += decompress(cut, content.length) == null ? 1 : 0;
        }
        assertThat(found).isPositive();
    }
}
