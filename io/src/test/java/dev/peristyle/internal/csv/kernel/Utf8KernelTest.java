package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** What is no UTF-8 is what the decoder of the JDK reports. */
class Utf8KernelTest {
    /** Bytes at the edges of the ranges that sequences are made of. */
    private static final int[] EDGES = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
        0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFE, 0xFF
    };

    /** The code points at the edges of what one, two, three and four bytes hold. */
    private static final int[] CODE_POINTS = {
        0x41, 0x7F, 0x80, 0xFC, 0x7FF, 0x800, 0x20AC, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF
    };

    @Test
    void agreesWithTheDecoderOnEveryFourBytesAtTheEdges() {
        try (TestMemory memory = new TestMemory()) {
            long address = memory.allocate(64);
            byte[] text = new byte[4];
            for (int first : EDGES) {
                for (int second : EDGES) {
                    for (int third : EDGES) {
                        for (int fourth : EDGES) {
                            text[0] = (byte) first;
                            text[1] = (byte) second;
                            text[2] = (byte) third;
                            text[3] = (byte) fourth;
                            for (int length = 1; length <= 4; length++) {
                                check(text, length, address);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void agreesWithTheDecoderOnMutatedTexts() {
        int invalid = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = Seeds.random(seed);
            byte[] text = text(random);
            for (int mutation = random.nextInt(3); mutation > 0 && text.length > 0; mutation--) {
                text[random.nextInt(text.length)] = (byte) EDGES[random.nextInt(EDGES.length)];
            }
            try (TestMemory memory = new TestMemory()) {
                long address = memory.input(text, "\u00FC", random.nextInt(64));
                invalid += check(text, text.length, address) < 0 ? 0 : 1;
                int from = random.nextInt(text.length + 1);
                byte[] rest = Arrays.copyOfRange(text, from, text.length);
                int expected = decoded(rest, rest.length);
                assertThat(Utf8Kernel.firstInvalid(address, from, text.length))
                        .as("seed %d", seed)
                        .isEqualTo(expected < 0 ? -1 : from + expected);
                checkReplacement(seed, text, address, memory);
            }
        }
        assertThat(invalid).isBetween(5_000, 15_000);
    }

    private static int check(byte[] text, int length, long address) {
        for (int position = 0; position < length; position++) {
            UnsafeApi.putByte(address + position, text[position]);
        }
        int expected = decoded(text, length);
        if (Utf8Kernel.firstInvalid(address, 0, length) != expected) {
            throw new AssertionError(
                    "expected " + expected + " in " + HexFormat.of().formatHex(text, 0, length));
        }
        return expected;
    }

    private static int decoded(byte[] text, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text, 0, length);
        return decoder.decode(in, CharBuffer.allocate(length + 1), true).isMalformed() ? in.position() : -1;
    }

    private static void checkReplacement(long seed, byte[] text, long address, TestMemory memory) {
        byte[] expected = replaced(text);
        long length = Utf8Kernel.replacedLength(address, text.length);
        assertThat(length).as("seed %d", seed).isEqualTo(expected.length);
        long copy = memory.allocate(length);
        Utf8Kernel.replace(address, text.length, copy);
        for (int position = 0; position < length; position++) {
            assertThat(UnsafeApi.getByte(copy + position)).as("seed %d", seed).isEqualTo(expected[position]);
        }
    }

    /** The longest beginning of a valid sequence is one replacement, any other byte one of its own. */
    private static byte[] replaced(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int position = 0;
        while (position < text.length) {
            int valid = validAt(text, position);
            if (valid > 0) {
                out.write(text, position, valid);
                position += valid;
            } else {
                out.writeBytes("\uFFFD".getBytes(StandardCharsets.UTF_8));
                int begun = 1;
                while (position + begun + 1 <= text.length && begins(text, position, begun + 1)) {
                    begun++;
                }
                position += begun;
            }
        }
        return out.toByteArray();
    }

    private static int validAt(byte[] text, int position) {
        for (int length = 1; length <= Math.min(4, text.length - position); length++) {
            byte[] one = Arrays.copyOfRange(text, position, position + length);
            if (decoded(one, length) < 0) {
                return length;
            }
        }
        return 0;
    }

    /** Whether a valid sequence begins with these bytes: tried by adding every byte there is. */
    private static boolean begins(byte[] text, int position, int length) {
        byte[] longer = Arrays.copyOfRange(text, position, position + 4);
        for (int next = 0x80; next <= 0xBF; next++) {
            for (int last : new int[] {0x80, 0xBF}) {
                if (length < 4) {
                    longer[length] = (byte) next;
                }
                if (length < 3) {
                    longer[length + 1] = (byte) last;
                }
                int valid = validAt(longer, 0);
                if (valid > length) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        int foreign = 1 + random.nextInt(20);
        for (int length = random.nextInt(40); length > 0; length--) {
            int codePoint = random.nextInt(foreign) == 0 ? CODE_POINTS[random.nextInt(CODE_POINTS.length)] : 'a';
            text.appendCodePoint(codePoint);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        // what is cut at the end
        return Arrays.copyOf(bytes, bytes.length - (bytes.length > 0 ? random.nextInt(2) : 0));
    }
}
