package dev.peristyle.internal.spill;

import dev.peristyle.internal.file.AddressBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Records that nobody without the key can read or change: AES-GCM as in NIST SP 800-38D, in blocks of up to 64 KB. The nonce
 * of a block is a number that its run gives to no other one. Which record it is of, its number there and the size of the record
 * are authenticated with it, so that no block passes for another, no record for a shorter one, and none that was in the same
 * place before for the one that is there.
 *
 * <pre>
 *   u64 number of the first block | bytes of block 0, 16 bytes of tag | bytes of block 1, tag | …
 * </pre>
 */
final class EncryptedRecordIo extends RecordIo {

    static final int BLOCK = 64 << 10;

    private static final int TAG = 16;
    private static final int NUMBER = Long.BYTES;
    private static final int NONCE = 12;

    private final SpillKey key;
    private final Cipher cipher;
    private final AddressBuffer memory = new AddressBuffer();
    /** The number of the first block, then an encrypted block: never what is not encrypted. */
    private final ByteBuffer sealed = ByteBuffer.allocateDirect(NUMBER + BLOCK + TAG);

    private final ByteBuffer nonce = ByteBuffer.allocate(NONCE);
    private final ByteBuffer identity = ByteBuffer.allocate(4 * Long.BYTES);

    EncryptedRecordIo(SpillKey key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException failure) {
            throw SpillErrors.noEncryption(failure);
        }
    }

    private static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK;
    }

    @Override
    long recordBytes(long bytes) {
        return NUMBER + bytes + blocks(bytes) * TAG;
    }

    @Override
    void write(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException {
        long blocks = blocks(bytes);
        long first = key.numbers(blocks);
        long target = place;
        for (long block = 0; block < blocks; block++) {
            sealed.clear();
            if (block == 0) {
                sealed.putLong(first);
            }
            long from = block * BLOCK;
            ByteBuffer plain = memory.wrap(address + from, (int) Math.min(BLOCK, bytes - from));
            try {
                begin(Cipher.ENCRYPT_MODE, first + block, id, block, bytes);
                cipher.doFinal(plain, sealed);
            } catch (GeneralSecurityException failure) {
                throw SpillErrors.noEncryption(failure);
            }
            sealed.flip();
            int length = sealed.limit();
            writeFully(channel, sealed, target);
            target += length;
        }
    }

    @Override
    boolean read(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException {
        long blocks = blocks(bytes);
        long first = 0;
        long source = place;
        for (long block = 0; block < blocks; block++) {
            long from = block * BLOCK;
            int length = (int) Math.min(BLOCK, bytes - from);
            int header = block == 0 ? NUMBER : 0;
            sealed.clear().limit(header + length + TAG);
            readFully(channel, sealed, source);
            sealed.flip();
            if (block == 0) {
                first = sealed.getLong();
            }
            try {
                begin(Cipher.DECRYPT_MODE, first + block, id, block, bytes);
                cipher.doFinal(sealed, memory.wrap(address + from, length));
            } catch (AEADBadTagException damaged) {
                return false;
            } catch (GeneralSecurityException failure) {
                throw SpillErrors.noEncryption(failure);
            }
            source += header + length + TAG;
        }
        return true;
    }

    private void begin(int mode, long number, RecordId id, long block, long bytes) throws GeneralSecurityException {
        nonce.putLong(NONCE - Long.BYTES, number);
        cipher.init(mode, key.secret(), new GCMParameterSpec(8 * TAG, nonce.array()));
        identity.clear()
                .putLong(id.file())
                .putLong(id.position())
                .putLong(block)
                .putLong(bytes);
        cipher.updateAAD(identity.array());
    }
}
