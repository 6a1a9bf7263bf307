package dev.peristyle.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * A stream of the user's, which can be read once. What was looked at of its beginning is held on the heap until the rest is read, so that it can
 * be looked at several times. It is never closed. Thread-safe, but for what reads it.
 */
public final class StreamInput {
    private static final int FIRST_BYTES = 1 << 16;

    private final String name;
    private final InputStream in;
    private byte[] seen = new byte[FIRST_BYTES];
    private int seenLength;
    private boolean ended;
    private boolean taken;

    /** How a reader gets at the bytes, from the first one on. */
    public interface Access {
        /**
         * Starts at the first byte.
         *
         * @return a stream that leaves the one of the user open when it is closed
         */
        InputStream open();

        /** Who is to be told of the text that is read, or null. */
        PassedText passed();
    }

    /**
     * Of a stream.
     *
     * @param in the caller's to close
     */
    public StreamInput(InputStream in) {
        this.in = in;
        this.name = in == System.in ? "standard input" : "stream";
    }

    /**
     * Of a channel.
     *
     * @param channel the caller's to close
     */
    public StreamInput(ReadableByteChannel channel) {
        this.in = Channels.newInputStream(channel);
        this.name = "channel";
    }

    /** What it is called in messages. */
    public String name() {
        return name;
    }

    /** For a look at its beginning, which can be read again. */
    public Access looking() {
        return new Access() {
            @Override
            public InputStream open() {
                return look();
            }

            @Override
            public PassedText passed() {
                return null;
            }
        };
    }

    /**
     * For reading all of it, once.
     *
     * @param passed who is told of the text, or null
     * @throws IllegalStateException if it has been read before
     */
    public synchronized Access taking(PassedText passed) {
        checkNotTaken();
        taken = true;
        return new Access() {
            private boolean opened;

            @Override
            public InputStream open() {
                if (opened) {
                    throw new IllegalStateException(readOnce());
                }
                opened = true;
                return rest();
            }

            @Override
            public PassedText passed() {
                return passed;
            }
        };
    }

    private String readOnce() {
        return "the " + name
                + " has been read by a run already, and it can be read only once. Collect its rows, or write"
                + " them to a file, and begin further pipelines with that";
    }

    private void checkNotTaken() {
        if (taken) {
            throw new IllegalStateException(readOnce());
        }
    }

    private synchronized InputStream look() {
        checkNotTaken();
        return new Unclosed() {
            private int position;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = see(position, target, offset, length);
                position += Math.max(0, count);
                return count;
            }
        };
    }

    private synchronized int see(int position, byte[] target, int offset, int length) throws IOException {
        checkNotTaken();
        if (position == seenLength && !ended) {
            if (seenLength == seen.length) {
                seen = Arrays.copyOf(seen, 2 * seen.length);
            }
            int count = in.read(seen, seenLength, Math.min(length, seen.length - seenLength));
            ended = count < 0;
            seenLength += Math.max(0, count);
        }
        if (position == seenLength) {
            return ended ? -1 : 0;
        }
        int count = Math.min(length, seenLength - position);
        System.arraycopy(seen, position, target, offset, count);
        return count;
    }

    private InputStream rest() {
        return new Unclosed() {
            private int position;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (seen != null && position < seenLength) {
                    int count = Math.min(length, seenLength - position);
                    System.arraycopy(seen, position, target, offset, count);
                    position += count;
                    return count;
                }
                // so that no run holds it to its end
                seen = null;
                return ended ? -1 : in.read(target, offset, length);
            }
        };
    }

    private abstract static class Unclosed extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count;
            do {
                count = read(one, 0, 1);
            } while (count == 0);
            return count < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public abstract int read(byte[] target, int offset, int length) throws IOException;
    }
}
