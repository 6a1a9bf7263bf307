package dev.peristyle.internal.columnfile;

import java.nio.charset.StandardCharsets;

/**
 * The numbers of the format.
 *
 * <pre>
 *   "ARROW1" 00 00
 *   schema        a message
 *   batch         a message, then its buffers; any number of them, those of dictionaries first
 *   end           FF FF FF FF  00 00 00 00
 *   footer        schema again, where each batch is, custom metadata
 *   length        of the footer, four bytes
 *   "ARROW1"
 *
 *   message       FF FF FF FF, length of the metadata in four bytes, metadata, padding
 * </pre>
 *
 * <p>What we write is aligned to 64 bytes: messages end, and buffers begin, at a multiple of it. The custom metadata of the footer are
 *
 * <pre>
 *   peristyle.zones      {@link ZoneMaps}
 *   peristyle.checksums  {@link Checksums}
 *   peristyle.footer     "footer-crc32c: " and eight hexadecimal digits
 * </pre>
 *
 * <p>The last of them is the end of the footer. Its checksum is over all that is before its digits, so that no bit of the footer can
 * change without being seen, wherever that bit leads its reader.
 */
final class FileLayout {

    /** At the beginning and at the end of a file. */
    static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    /** Where the first message begins. */
    static final int FIRST_MESSAGE = 8;

    /** Before the length of a message; what has been written before 2019 has none. */
    static final int CONTINUATION = 0xFFFF_FFFF;

    /** Bytes before the metadata of a message. */
    static final int MESSAGE_PREFIX = 8;

    /** The marker of the end. */
    static final int END_BYTES = 8;

    /** After the footer: its length and the magic. */
    static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

    /** What messages and buffers are aligned to. */
    static final int ALIGNMENT = 64;

    static final String ZONES = "peristyle.zones";
    static final String CHECKSUMS = "peristyle.checksums";
    static final String FOOTER = "peristyle.footer";
    static final String FOOTER_MARK = "footer-crc32c: ";

    /** The digits of the footer's checksum and the zero after them. */
    static final int FOOTER_DIGITS = 8;

    private FileLayout() {}

    static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
