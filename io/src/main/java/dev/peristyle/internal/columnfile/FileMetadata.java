package dev.peristyle.internal.columnfile;

import dev.peristyle.error.PeristyleException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.FileRanges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * What the footer of a file says. Nothing of it is taken for granted: where batches are is checked against the file, and whatever else
 * a broken flatbuffer makes its reader do comes out as one error.
 *
 * @param file as it was when it was looked at
 * @param columns in the order of the file, those that are not read too
 * @param dictionaries where their batches are
 * @param batches where they are
 * @param zones what is known of each batch, or null
 * @param sums the checksums of the file, or null
 * @param footerStart where the footer begins
 */
record FileMetadata(
        InputFile file,
        List<ColumnPlan> columns,
        List<ArrowMessages.Place> dictionaries,
        List<ArrowMessages.Place> batches,
        ZoneMaps zones,
        byte[] sums,
        long footerStart) {

    /** Metadata are read to the heap; more than this is no metadata. */
    static final int MAX_METADATA_BYTES = 64 << 20;

    /** Of its message, and of the three buffers of its texts. */
    private static final int SUMS_OF_DICTIONARY = 4;

    private static final int MIN_FILE_BYTES = FileLayout.FIRST_MESSAGE + FileLayout.TAIL_BYTES;

    /** Reads the footer of an open file. */
    static FileMetadata read(FileRanges ranges) {
        InputFile file = ranges.file();
        Path path = file.path();
        if (file.size() < MIN_FILE_BYTES) {
            throw BrokenFile.at(
                    path, 0, " is no column file: it has " + file.size() + " bytes. Was it written to its end?");
        }
        checkStart(path, ranges.read(0, FileLayout.FIRST_MESSAGE));
        long tail = file.size() - FileLayout.TAIL_BYTES;
        ByteBuffer end =
                ByteBuffer.wrap(ranges.read(tail, FileLayout.TAIL_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = end.getInt();
        byte[] magic = new byte[FileLayout.MAGIC.length];
        end.get(magic);
        if (!Arrays.equals(magic, FileLayout.MAGIC)) {
            throw BrokenFile.at(
                    path,
                    tail,
                    " is a column file that is not whole: its last bytes are not ARROW1. It was not written to its"
                            + " end, or cut off");
        }
        if (length < 1 || length > tail - FileLayout.FIRST_MESSAGE || length > MAX_METADATA_BYTES) {
            throw BrokenFile.at(path, tail, " is damaged: it cannot have a footer of " + length + " bytes at its end");
        }
        long start = tail - length;
        byte[] footer = ranges.read(start, length);
        try {
            return parse(file, start, footer);
        } catch (PeristyleException known) {
            throw known;
        } catch (RuntimeException broken) {
            // whatever the classes of flatbuffers run into
            throw BrokenFile.at(
                    path,
                    start,
                    " has a damaged footer at byte " + start + ": "
                            + (broken instanceof IllegalArgumentException && broken.getMessage() != null
                                    ? broken.getMessage()
                                    : "it leads out of itself"));
        }
    }

    private static void checkStart(Path path, byte[] start) {
        if (Arrays.equals(start, 0, FileLayout.MAGIC.length, FileLayout.MAGIC, 0, FileLayout.MAGIC.length)) {
            return;
        }
        boolean isStream = ByteBuffer.wrap(start).getInt() == FileLayout.CONTINUATION;
        throw BrokenFile.at(
                path,
                0,
                isStream
                        ? " is a stream of Arrow IPC, not a file: it has no footer. Read it with"
                                + " ColumnStream.scan(file)"
                        : " is no column file: its first bytes are not ARROW1");
    }

    private static FileMetadata parse(InputFile file, long start, byte[] bytes) {
        Path path = file.path();
        boolean isOurs = isOurs(path, start, bytes);
        Footer footer = Footer.getRootAsFooter(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        if (footer.version() < MetadataVersion.V4 || footer.version() > MetadataVersion.V5) {
            throw BrokenFile.at(
                    path,
                    start,
                    " has metadata of version " + (footer.version() + 1) + " of Arrow; versions 4 and 5 are read");
        }
        org.apache.arrow.flatbuf.Schema schema = footer.schema();
        if (schema == null) {
            throw BrokenFile.at(path, start, " has a damaged footer at byte " + start + ": it has no schema");
        }
        if (schema.endianness() != Endianness.Little) {
            throw BrokenFile.at(
                    path,
                    start,
                    " has values with the most significant byte first, which are not read. Write it on"
                            + " a machine, or with a setting, of little endian");
        }
        List<ColumnPlan> columns = FieldWalk.columns(schema, footer.version(), bytes.length);
        List<ArrowMessages.Place> dictionaries = new ArrayList<>();
        for (int number = 0; number < footer.dictionariesLength(); number++) {
            dictionaries.add(place(path, "dictionary batch " + number, start, footer.dictionaries(number)));
        }
        List<ArrowMessages.Place> batches = new ArrayList<>();
        for (int number = 0; number < footer.recordBatchesLength(); number++) {
            batches.add(place(path, "batch " + number, start, footer.recordBatches(number)));
        }
        byte[] zones = custom(footer, FileLayout.ZONES);
        byte[] sums = custom(footer, FileLayout.CHECKSUMS);
        if (!isOurs && (zones != null || sums != null)) {
            throw BrokenFile.at(path, start, " has a damaged footer at byte " + start + ": its checksum is gone");
        }
        FileMetadata metadata = new FileMetadata(
                file,
                columns,
                dictionaries,
                batches,
                zones == null ? null : ZoneMaps.read(zones, columns, batches.size()),
                sums,
                start);
        if (sums != null && sums.length != Integer.BYTES * metadata.sumsOfAll()) {
            throw BrokenFile.at(path, start, " has a damaged footer at byte " + start + ": checksums are missing");
        }
        return metadata;
    }

    /** The checksums of a batch: of its message, then of each buffer. */
    int sumsOfBatch() {
        int sums = 1;
        for (ColumnPlan plan : columns) {
            sums += 1 + plan.batchForm().buffers;
        }
        return sums;
    }

    /** The checksums of the beginning, of all batches and, after these, of dictionaries. */
    private int sumsOfAll() {
        return sumsOfBatches() + dictionaries.size() * SUMS_OF_DICTIONARY;
    }

    /** The checksums of the beginning and of all batches. */
    int sumsOfBatches() {
        return 1 + batches.size() * sumsOfBatch();
    }

    /**
     * A checksum of a dictionary.
     *
     * @param at 0 for that of its message, then those of its buffers
     */
    int sumOfDictionary(int dictionary, int at) {
        return sum(batches.size(), dictionary * SUMS_OF_DICTIONARY + at);
    }

    /**
     * A checksum of a batch.
     *
     * @param at 0 for that of its message, then those of its buffers
     */
    int sum(int batch, int at) {
        // the first one is that of what is before the batches
        return ByteBuffer.wrap(sums).getInt(Integer.BYTES * (1 + batch * sumsOfBatch() + at));
    }

    /** Checks the checksum of a footer that we have written. */
    private static boolean isOurs(Path path, long start, byte[] footer) {
        int digits = footer.length - 1 - FileLayout.FOOTER_DIGITS;
        int mark = digits - FileLayout.FOOTER_MARK.length();
        if (mark < 0
                || !FileLayout.FOOTER_MARK.equals(
                        new String(footer, mark, FileLayout.FOOTER_MARK.length(), StandardCharsets.ISO_8859_1))) {
            return false;
        }
        String written = new String(footer, digits, FileLayout.FOOTER_DIGITS, StandardCharsets.ISO_8859_1);
        if (footer[footer.length - 1] != 0 || !written.equals(String.format("%08x", Checksums.of(footer, digits)))) {
            throw BrokenFile.at(
                    path,
                    start,
                    " has a damaged footer at byte " + start + ": its checksum is another than the one in it");
        }
        return true;
    }

    private static byte[] custom(Footer footer, String key) {
        for (int number = 0; number < footer.customMetadataLength(); number++) {
            KeyValue entry = footer.customMetadata(number);
            if (entry != null && key.equals(entry.key())) {
                return Base64.getDecoder().decode(entry.value());
            }
        }
        return null;
    }

    private static ArrowMessages.Place place(Path path, String batch, long footerStart, Block block) {
        long offset = block.offset();
        int metadata = block.metaDataLength();
        long body = block.bodyLength();
        boolean isInside = offset >= FileLayout.FIRST_MESSAGE
                && metadata >= FileLayout.MESSAGE_PREFIX
                && body >= 0
                && offset <= footerStart - metadata
                && body <= footerStart - metadata - offset;
        if (!isInside || metadata > MAX_METADATA_BYTES) {
            throw BrokenFile.batch(
                    path,
                    batch,
                    offset,
                    "the footer says that it has " + metadata + " and " + body
                            + " bytes, which are not before the footer at byte " + footerStart);
        }
        return new ArrowMessages.Place(offset, metadata, body);
    }
}
