package dev.peristyle.internal.csv.detect;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which charset a text has, from its first bytes. A byte order mark says it. Zeros in every second or fourth byte tell UTF-16 and UTF-32
 * without one, because delimiters and line ends are ASCII whatever the language. Bytes that are UTF-8 are hardly ever anything else once one
 * of them is not ASCII. What is left has one byte a character, and nothing says which charset of these it is.
 *
 * @param charset the one to decode with
 * @param mark bytes of the byte order mark
 * @param confidence from 0 to 1
 * @param reason why
 */
record TextEncoding(Charset charset, int mark, double confidence, String reason) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int[] NOT_IN_WINDOWS = {0x81, 0x8D, 0x8F, 0x90, 0x9D};

    /** Of the characters of a text in UTF-16, at least this part is a delimiter, a digit or a line end. */
    private static final double FEWEST_ZEROS = 0.05;

    static TextEncoding of(byte[] sample) {
        TextEncoding marked = ofMark(sample);
        if (marked != null) {
            return marked;
        }
        TextEncoding wide = ofZeros(sample);
        return wide != null ? wide : ofBytes(sample);
    }

    private static TextEncoding ofMark(byte[] sample) {
        String[] names = {"UTF-8", "UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"};
        int[][] marks = {{0xEF, 0xBB, 0xBF}, {0xFF, 0xFE, 0, 0}, {0, 0, 0xFE, 0xFF}, {0xFF, 0xFE}, {0xFE, 0xFF}};
        for (int mark = 0; mark < marks.length; mark++) {
            boolean same = sample.length >= marks[mark].length;
            for (int position = 0; position < marks[mark].length && same; position++) {
                same = (sample[position] & 0xFF) == marks[mark][position];
            }
            if (same) {
                return new TextEncoding(
                        Charset.forName(names[mark]), marks[mark].length, 1, "it begins with a byte order mark");
            }
        }
        return null;
    }

    private static TextEncoding ofZeros(byte[] sample) {
        int[] zeros = new int[4];
        for (int position = 0; position < sample.length; position++) {
            zeros[position & 3] += sample[position] == 0 ? 1 : 0;
        }
        int units = Math.max(1, sample.length / 4);
        if (zeros[2] >= units * 0.99 && zeros[3] >= units && zeros[0] == 0) {
            return wide("UTF-32LE", sample, "of four bytes each, the last ones are zero");
        }
        if (zeros[0] >= units && zeros[1] >= units * 0.99 && zeros[3] == 0) {
            return wide("UTF-32BE", sample, "of four bytes each, the first ones are zero");
        }
        int even = zeros[0] + zeros[2];
        int odd = zeros[1] + zeros[3];
        if (odd > sample.length * FEWEST_ZEROS / 2 && even == 0) {
            return wide("UTF-16LE", sample, "only second bytes are zero");
        }
        if (even > sample.length * FEWEST_ZEROS / 2 && odd == 0) {
            return wide("UTF-16BE", sample, "only first bytes of two are zero");
        }
        return null;
    }

    private static TextEncoding wide(String name, byte[] sample, String reason) {
        Charset charset = Charset.forName(name);
        return firstMalformed(sample, charset) < 0 ? new TextEncoding(charset, 0, 0.95, reason) : null;
    }

    private static TextEncoding ofBytes(byte[] sample) {
        int beyond = 0;
        for (byte value : sample) {
            beyond += value < 0 ? 1 : 0;
        }
        if (beyond == 0) {
            return new TextEncoding(
                    StandardCharsets.UTF_8, 0, 0.9, "all that was looked at is ASCII, which is UTF-8 as well");
        }
        int malformed = firstMalformed(sample, StandardCharsets.UTF_8);
        if (malformed < 0) {
            return new TextEncoding(
                    StandardCharsets.UTF_8, 0, 0.99, "the bytes that are not ASCII are UTF-8 throughout");
        }
        Charset charset = WINDOWS;
        for (byte value : sample) {
            for (int missing : NOT_IN_WINDOWS) {
                charset = (value & 0xFF) == missing ? StandardCharsets.ISO_8859_1 : charset;
            }
        }
        return new TextEncoding(
                charset,
                0,
                0.5,
                "byte " + malformed + " is no UTF-8, and no byte contradicts " + charset
                        + "; other charsets of one byte a character would be possible as well");
    }

    /** Where the first byte is that is malformed, or -1; a character that is cut at the end is not. */
    private static int firstMalformed(byte[] sample, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(sample);
        CharBuffer out = CharBuffer.allocate(1 << 12);
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), false);
        } while (result.isOverflow());
        return result.isError() ? in.position() : -1;
    }

    /** The sample as UTF-8, without the mark; what is cut at its end is left out. */
    byte[] utf8(byte[] sample) {
        byte[] text = Arrays.copyOfRange(sample, mark, sample.length);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return text;
        }
        CharBuffer out = CharBuffer.allocate(text.length + 1);
        charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(text), out, false);
        return out.flip().toString().getBytes(StandardCharsets.UTF_8);
    }
}
