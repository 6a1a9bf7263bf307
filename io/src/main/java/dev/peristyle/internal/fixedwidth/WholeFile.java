package dev.peristyle.internal.fixedwidth;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.file.InputFile;

/**
 * A file that consists of records, but for some bytes before and after them.
 *
 * @param header bytes before the first record
 * @param footer bytes after the last one
 * @param recordLength bytes of a record
 * @param ignoresPartial whether a last record that is not whole is left out instead of being an error
 */
public record WholeFile(long header, long footer, int recordLength, boolean ignoresPartial) implements ExtentFinder {

    @Override
    public Extent of(InputFile file) {
        long room = file.size() - header - footer;
        if (room < 0) {
            throw malformed(
                    file,
                    0,
                    " has " + file.size() + " bytes, which is less than the " + header + " of its header and the "
                            + footer + " of its footer");
        }
        long rest = room % recordLength;
        if (rest != 0 && !ignoresPartial) {
            long partial = header + room - rest;
            throw malformed(
                    file,
                    partial,
                    " ends within record " + room / recordLength + " (the first is 0): from byte " + partial
                            + " on there are "
                            + rest + " of " + recordLength
                            + " bytes. The file was cut off, or the layout has another record"
                            + " length, header or footer; to leave out what is not whole, let the layout"
                            + " ignorePartialRecord()");
        }
        return new Extent(header, room / recordLength);
    }

    private static MalformedDataException malformed(InputFile file, long offset, String what) {
        return new MalformedDataException(file.path() + what, file.path().toString(), -1, offset, null);
    }
}
