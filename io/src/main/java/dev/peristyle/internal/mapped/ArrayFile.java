package dev.peristyle.internal.mapped;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.Storage;
import dev.peristyle.internal.npy.NpyHeader;
import dev.peristyle.internal.npy.NpyText;
import dev.peristyle.schema.DataType;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file with an array has to say of itself.
 *
 * @param path as the user named it
 * @param width bytes of a value
 * @param header what is before the values, null if there is nothing
 * @param start where the values begin
 * @param length how many there are
 */
record ArrayFile(Path path, int width, NpyText header, long start, long length) {

    /** A file that is to be made. */
    static ArrayFile create(Path path, boolean npy, DataType type, long length) {
        NpyText header = npy ? NpyText.ofArray(type) : null;
        return new ArrayFile(path, type.layout().bytes(), header, npy ? header.length() : 0, length);
    }

    /** A file that is there. */
    static ArrayFile of(InputFile file, boolean npy, DataType type) {
        int width = type.layout().bytes();
        if (!npy) {
            if (file.size() % width != 0) {
                throw wrong(
                        file, file.size(), "it has " + file.size() + " bytes, which are no whole values of " + width);
            }
            return new ArrayFile(file.path(), width, null, 0, file.size() / width);
        }
        NpyHeader header = NpyHeader.of(file, null);
        List<FieldFormat> fields = header.format().fields();
        Storage storage = fields.get(0).storage();
        boolean same =
                fields.size() == 1 && header.format().recordLength() == width && storage.equals(Storage.number(type));
        if (!same) {
            throw wrong(
                    file,
                    0,
                    "it is no array of one dimension of the little-endian type "
                            + NpyText.name(type) + ", but "
                            + (fields.size() > 1
                                    ? "has " + fields.size() + " columns"
                                    : "of " + storage.type() + (storage.bigEndian() ? ", big-endian" : "")));
        }
        return new ArrayFile(file.path(), width, NpyText.ofArray(type), header.dataStart(), header.rows());
    }

    private static MalformedDataException wrong(InputFile file, long offset, String what) {
        return new MalformedDataException(
                "cannot map " + file.path() + ": " + what, file.path().toString(), -1, offset, null);
    }

    /** Bytes of the file. */
    long bytes() {
        return Math.addExact(start, Math.multiplyExact(length, width));
    }

    /** Whether the number of values can be written anew. */
    boolean isGrowable() {
        return header == null || header.length() == start;
    }

    /** The header for an array that ends at a byte. */
    byte[] headerUpTo(long end) {
        return header.bytes((end - start) / width);
    }
}
