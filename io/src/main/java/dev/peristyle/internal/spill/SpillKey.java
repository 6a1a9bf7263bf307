package dev.peristyle.internal.spill;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one run: random, of 256 bits, and nowhere but in this process. So the numbers of blocks need only be unique in
 * the run. Thread-safe.
 */
final class SpillKey {

    private final SecretKey secret;
    private final AtomicLong next = new AtomicLong();

    /** A new key. */
    SpillKey() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = new SecretKeySpec(random, "AES");
        Arrays.fill(random, (byte) 0);
    }

    SecretKey secret() {
        return secret;
    }

    /** Returns the first of so many numbers that no block has had. */
    long numbers(long count) {
        return next.getAndAdd(count);
    }
}
