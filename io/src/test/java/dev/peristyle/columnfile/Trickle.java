package dev.peristyle.columnfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Bytes as they come through a pipe: each time some of those that are asked for. */
class Trickle extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private int position;

    Trickle(byte[] bytes, Random random) {
        this.bytes = bytes;
        this.random = random;
    }

    @Override
    public int read() throws IOException {
        return position == bytes.length ? -1 : bytes[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (position == bytes.length) {
            return -1;
        }
        int count = Math.min(
                bytes.length - position, Math.min(length, 1 + random.nextInt(random.nextInt(8) == 0 ? 3 : length)));
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /** How many bytes were taken. */
    int position() {
        return position;
    }
}
