package dev.peristyle.internal.npy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.window.FileRanges;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files in a zip file, as its central directory names them (PKWARE's APPNOTE, 4.3), those of more than 4 GB too. Nothing of it is believed: what two files
 * share, what is not in the archive, and what its two descriptions of a file do not say alike is an error.
 */
final class ZipArchive {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    static final int LOCAL = 0x04034B50;
    static final int CENTRAL = 0x02014B50;
    static final int END = 0x06054B50;
    static final int END_64 = 0x06064B50;
    static final int LOCATOR_64 = 0x07064B50;

    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;
    static final int END_BYTES = 22;
    static final int END_64_BYTES = 56;
    static final int LOCATOR_64_BYTES = 20;

    /** The extra field of numbers that have no room in four bytes. */
    static final int EXTRA_64 = 1;

    static final int MAX_SHORT = 0xFFFF;
    static final long MAX_INT = 0xFFFF_FFFFL;

    /** A name in UTF-8. */
    static final int UTF8 = 1 << 11;

    private static final int ENCRYPTED = 1;

    /** A deflated file cannot be more times as long, for 258 bytes take two bits at least. */
    private static final int MAX_RATIO = 1032;

    /** More is no directory of arrays, and would only fill the heap. */
    private static final int MAX_DIRECTORY_BYTES = 16 << 20;

    private final FileRanges ranges;
    private final List<Entry> entries = new ArrayList<>();

    /** Where the central directory begins: after all files. */
    private long directory;

    private ZipArchive(FileRanges ranges) {
        this.ranges = ranges;
    }

    /**
     * A file in the archive.
     *
     * @param name with its directories
     * @param method {@link #STORED} or {@link #DEFLATED}
     * @param sum its CRC-32
     * @param start where its bytes begin in the archive
     * @param stored how many there are in the archive
     * @param size how many it has
     * @param header where what is said of it before its bytes begins
     */
    record Entry(String name, int method, int sum, long header, long start, long stored, long size) {}

    /**
     * Reads the directory of an archive.
     *
     * @return its files in the order of the directory
     * @throws MalformedDataException if it is no such archive, or is damaged
     */
    static List<Entry> read(FileRanges ranges) {
        ZipArchive archive = new ZipArchive(ranges);
        archive.readDirectory();
        archive.checkPlaces();
        return List.copyOf(archive.entries);
    }

    private ByteBuffer bytes(long offset, long length) {
        return ByteBuffer.wrap(ranges.read(offset, (int) length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void readDirectory() {
        long size = ranges.file().size();
        if (size < END_BYTES) {
            throw wrong(0, "it is no file .npz, which is a zip file: it has " + size + " bytes");
        }
        int tail = (int) Math.min(size, END_BYTES + MAX_SHORT);
        ByteBuffer last = bytes(size - tail, tail);
        int at = tail - END_BYTES;
        while (at >= 0 && (last.getInt(at) != END || (last.getShort(at + 20) & MAX_SHORT) != tail - END_BYTES - at)) {
            at--;
        }
        if (at < 0) {
            throw wrong(
                    size,
                    "it is no file .npz, which is a zip file, or was cut off: the directory that a zip file ends with"
                            + " is not there");
        }
        long end = size - tail + at;
        boolean oneDisk =
                last.getShort(at + 4) == last.getShort(at + 6) && last.getShort(at + 8) == last.getShort(at + 10);
        long count = last.getShort(at + 10) & MAX_SHORT;
        long bytes = last.getInt(at + 12) & MAX_INT;
        directory = last.getInt(at + 16) & MAX_INT;
        boolean isWide = bytes == MAX_INT || directory == MAX_INT;
        // Python's zipfile has it from 2 GB on, with numbers that are true in the short one too
        boolean hasWide = (isWide || count == MAX_SHORT || directory != end - bytes)
                && end >= LOCATOR_64_BYTES
                && bytes(end - LOCATOR_64_BYTES, Integer.BYTES).getInt() == LOCATOR_64;
        if (isWide && !hasWide) {
            throw wrong(end, "its directory is said to be beyond 4 GB, but nothing says where");
        }
        if (hasWide) {
            end = placeOfWide(end);
            ByteBuffer wide = bytes(end, END_64_BYTES);
            oneDisk = wide.getInt(16) == wide.getInt(20) && wide.getLong(24) == wide.getLong(32);
            count = wide.getLong(32);
            bytes = wide.getLong(40);
            directory = wide.getLong(48);
        }
        if (!oneDisk) {
            throw wrong(end, "it is one of several parts of a zip file, which are not read");
        }
        if (directory < 0 || bytes < 0 || bytes > MAX_DIRECTORY_BYTES || directory != end - bytes) {
            throw wrong(
                    end,
                    "its directory is said to have " + bytes + " bytes from byte " + directory
                            + " on, which does not go with its end at byte " + end + ", or is more than the "
                            + MAX_DIRECTORY_BYTES + " bytes that are read");
        }
        readEntries(bytes(directory, bytes), count);
    }

    /** Where the end of a directory is that has no room in four bytes. */
    private long placeOfWide(long end) {
        long place = bytes(end - LOCATOR_64_BYTES + 8, Long.BYTES).getLong();
        boolean isInside = place >= 0 && place <= end - LOCATOR_64_BYTES - END_64_BYTES;
        if (!isInside || bytes(place, Integer.BYTES).getInt() != END_64) {
            throw wrong(end, "the end of its directory is said to be at byte " + place + ", where it is not");
        }
        return place;
    }

    private void readEntries(ByteBuffer in, long count) {
        Set<String> names = new HashSet<>();
        while (in.remaining() >= CENTRAL_BYTES && in.getInt(in.position()) == CENTRAL) {
            int from = in.position();
            int flags = in.getShort(from + 8);
            int name = in.getShort(from + 28) & MAX_SHORT;
            int extra = in.getShort(from + 30) & MAX_SHORT;
            int comment = in.getShort(from + 32) & MAX_SHORT;
            if (in.remaining() < CENTRAL_BYTES + name + extra + comment) {
                throw wrong(directory + from, "its directory ends within the description of a file");
            }
            byte[] text = new byte[name];
            in.position(from + CENTRAL_BYTES).get(text);
            String called = new String(text, StandardCharsets.UTF_8);
            String shown = "its file '" + ShownText.of(called) + "'";
            if (!names.add(called)) {
                throw wrong(directory + from, shown + " occurs twice");
            }
            long[] wide = {
                in.getInt(from + 24) & MAX_INT, in.getInt(from + 20) & MAX_INT, in.getInt(from + 42) & MAX_INT
            };
            widen(in.slice(in.position(), extra).order(ByteOrder.LITTLE_ENDIAN), wide, directory + from, shown);
            if ((flags & ENCRYPTED) != 0) {
                throw wrong(directory + from, shown + " is encrypted, which is not read");
            }
            entries.add(entry(
                    called,
                    shown,
                    in.getShort(from + 10) & MAX_SHORT,
                    in.getInt(from + 16),
                    wide[2],
                    wide[1],
                    wide[0]));
            in.position(from + CENTRAL_BYTES + name + extra + comment);
        }
        if (in.hasRemaining() || entries.size() != count) {
            throw wrong(
                    directory + in.position(),
                    "its directory is said to be of " + count + " files, but after " + entries.size()
                            + " of them there is " + (in.hasRemaining() ? "something else" : "its end"));
        }
    }

    /** Puts numbers that have no room in four bytes in their place: the size, the stored bytes and the offset, in this order. */
    private void widen(ByteBuffer extra, long[] numbers, long offset, String shown) {
        boolean isWide = false;
        for (long number : numbers) {
            isWide |= number == MAX_INT;
        }
        while (isWide && extra.remaining() >= 4) {
            int kind = extra.getShort() & MAX_SHORT;
            int length = extra.getShort() & MAX_SHORT;
            if (length > extra.remaining()) {
                break;
            }
            if (kind == EXTRA_64) {
                int left = length;
                for (int at = 0; at < numbers.length; at++) {
                    if (numbers[at] == MAX_INT && left >= Long.BYTES) {
                        numbers[at] = extra.getLong();
                        left -= Long.BYTES;
                    }
                }
                break;
            }
            extra.position(extra.position() + length);
        }
        for (long number : numbers) {
            if (number < 0) {
                throw wrong(offset, shown + " is said to have sizes that are no sizes");
            }
        }
    }

    private Entry entry(String name, String shown, int method, int sum, long header, long stored, long size) {
        if (header > directory - LOCAL_BYTES) {
            throw wrong(
                    directory, shown + " is said to begin at byte " + header + ", which is not before the directory");
        }
        ByteBuffer local = bytes(header, LOCAL_BYTES);
        int nameBytes = local.getShort(26) & MAX_SHORT;
        long start = header + LOCAL_BYTES + nameBytes + (local.getShort(28) & MAX_SHORT);
        if (local.getInt(0) != LOCAL || start > directory || stored > directory - start) {
            throw wrong(
                    header,
                    shown + " of " + stored + " bytes is not at byte " + header
                            + ", where the directory says that it is");
        }
        String called = new String(bytes(header + LOCAL_BYTES, nameBytes).array(), StandardCharsets.UTF_8);
        if (!called.equals(name) || (local.getShort(8) & MAX_SHORT) != method) {
            throw wrong(
                    header, shown + " is called '" + ShownText.of(called) + "' where it begins, or stored otherwise");
        }
        if (method != STORED && method != DEFLATED) {
            throw wrong(
                    header,
                    shown + " is compressed by method " + method
                            + ", which is not read. Save it with numpy.savez or numpy.savez_compressed");
        }
        boolean canBe = method == STORED ? size == stored : size / MAX_RATIO <= stored;
        if (!canBe) {
            throw wrong(header, shown + " cannot have " + size + " bytes, as it has " + stored + " in the archive");
        }
        return new Entry(name, method, sum, header, start, stored, size);
    }

    /** No byte belongs to two files: else a small archive could have files without end. */
    private void checkPlaces() {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(Entry::header));
        long end = 0;
        for (Entry entry : inOrder) {
            if (entry.header < end) {
                throw wrong(
                        entry.header,
                        "its file '" + ShownText.of(entry.name) + "' begins within another one, which ends at byte "
                                + end);
            }
            end = entry.start + entry.stored;
        }
    }

    private MalformedDataException wrong(long offset, String what) {
        String path = ranges.file().path().toString();
        return new MalformedDataException("cannot read " + path + ": " + what, path, -1, offset, null);
    }
}
