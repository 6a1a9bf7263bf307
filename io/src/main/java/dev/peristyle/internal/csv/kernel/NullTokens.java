package dev.peristyle.internal.csv.kernel;

import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Texts that stand for null besides the empty field, for example {@code NULL} or {@code \N}. Immutable; compared byte by byte. */
public final class NullTokens {
    private final byte[][] tokens;
    private final long lengths;

    /**
     * Creates the set.
     *
     * @param tokens the texts, case-sensitive; encoded as UTF-8
     */
    public NullTokens(String... tokens) {
        this.tokens = new byte[tokens.length][];
        long seen = 0;
        for (int token = 0; token < tokens.length; token++) {
            this.tokens[token] = tokens[token].getBytes(StandardCharsets.UTF_8);
            seen |= bitOf(this.tokens[token].length);
        }
        lengths = seen;
    }

    /**
     * Says whether a text is one of the tokens.
     *
     * @return true if it stands for null
     */
    public boolean matches(long address, int length) {
        return length >= 0 && (lengths & bitOf(length)) != 0 && search(address, length);
    }

    /**
     * Says whether a field is empty whose length a parser has reduced by two because its first byte is a quote. An empty field at the very
     * end of the input has no first byte; what comes after the input may be a quote, and then the length is -2.
     */
    static boolean isEmpty(int length) {
        return length == 0 || length == -2;
    }

    private boolean search(long address, int length) {
        for (byte[] token : tokens) {
            if (token.length == length && equal(token, address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] token, long address) {
        for (int i = 0; i < token.length; i++) {
            if (token[i] != UnsafeApi.getByte(address + i)) {
                return false;
            }
        }
        return true;
    }

    private static long bitOf(int length) {
        return 1L << Math.min(length, 63);
    }
}
