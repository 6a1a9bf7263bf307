package dev.peristyle.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text of another charset as UTF-8, in fixed memory. What is malformed becomes {@link #MALFORMED}, a byte that is in no UTF-8, so that whoever
 * checks the UTF-8 finds the place and does what was asked for. Not thread-safe.
 */
final class Utf8Input extends InputStream {
    /** Stands for bytes that are no character of the charset. */
    static final byte MALFORMED = (byte) 0xFF;

    private static final int BUFFER = 1 << 14;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).limit(0);
    private final ByteBuffer text = ByteBuffer.allocate(4 * BUFFER).limit(0);
    private boolean inputEnded;
    private boolean decoderEnded;

    /**
     * Transcodes a stream.
     *
     * @param in closed with this one
     */
    Utf8Input(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!text.hasRemaining()) {
            if (decoderEnded) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, text.remaining());
        text.get(target, offset, count);
        return count;
    }

    private void fill() throws IOException {
        if (!inputEnded) {
            bytes.compact();
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            inputEnded = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
        }
        characters.clear();
        CoderResult result = decoder.decode(bytes, characters, inputEnded);
        boolean malformed = result.isError();
        if (malformed) {
            bytes.position(bytes.position() + result.length());
        } else if (inputEnded && result.isUnderflow()) {
            decoderEnded = decoder.flush(characters).isUnderflow();
        }
        characters.flip();
        text.clear();
        // three bytes at most for a character, so that there is room, and for the sign of what is malformed
        CoderResult encoded = encoder.reset().encode(characters, text, true);
        while (encoded.isError()) {
            // half of a pair of surrogates, which UTF-32 can hold by itself
            characters.position(characters.position() + encoded.length());
            text.put(MALFORMED);
            encoded = encoder.reset().encode(characters, text, true);
        }
        if (malformed) {
            text.put(MALFORMED);
        }
        text.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
