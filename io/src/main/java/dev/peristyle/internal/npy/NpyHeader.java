package dev.peristyle.internal.npy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.Form;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.fixedwidth.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The beginning of a file of NumPy, which says what its records are. Versions 1.0, 2.0 and 3.0:
 *
 * <pre>
 * 0   93 4E 55 4D 50 59         0x93, then "NUMPY"
 * 6   major minor               01 00, 02 00 or 03 00
 * 8   length of the header      two bytes in version 1, else four, the lowest first
 * 10 or 12   the header         a dictionary of Python in Latin-1, in version 3 in UTF-8, with spaces and a line feed at its end
 * after it   the data
 * </pre>
 *
 * <p>An array of one dimension is a column or, if its type is structured, one column a field; one of two dimensions has a column for each
 * of its columns.
 *
 * @param format the fields of a record
 * @param dataStart where the first one begins
 * @param rows how many there are
 */
public record NpyHeader(RecordFormat format, long dataStart, long rows) {
    /** The name of the column of a plain array. */
    public static final String VALUE = "value";

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** More than any type needs; what says that it is longer would only fill the heap. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_COLUMNS = 10_000;

    /**
     * Reads the header of a file.
     *
     * @param names of the columns, or null for those that it has
     * @throws MalformedDataException if it is none, or of a type that is not read
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     */
    public static NpyHeader of(InputFile file, List<String> names) {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            return of(file.path(), "", file.size(), (position, length) -> read(channel, position, length), names);
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /** Where a header is read from. */
    interface Bytes {

        /** So many bytes, of which those after the end of all are zeros. */
        byte[] read(long position, int length) throws IOException;
    }

    /**
     * Reads the header of an array that is in a file.
     *
     * @param shown which one it is, for messages
     * @param size bytes of the array with its header
     */
    static NpyHeader of(Path path, String shown, long size, Bytes bytes, List<String> names) throws IOException {
        return new Parser(path, shown, size, names).parse(bytes.read(0, (int) Math.min(12, size)), bytes);
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // until all of it is there or the file ends
        }
        return bytes.array();
    }

    /** One file whose header is read. */
    private static final class Parser {
        private final Path path;
        private final String shown;
        private final long size;
        private final List<String> names;

        Parser(Path path, String shown, long size, List<String> names) {
            this.path = path;
            this.shown = shown;
            this.size = size;
            this.names = names;
        }

        NpyHeader parse(byte[] start, Bytes bytes) throws IOException {
            for (int at = 0; at < MAGIC.length; at++) {
                if (start.length < 12 || start[at] != MAGIC[at]) {
                    throw wrong(0, "it is no file of NumPy: those begin with the bytes 93 4E 55 4D 50 59");
                }
            }
            int version = start[6];
            if (version < 1 || version > 3 || start[7] != 0) {
                throw wrong(6, "its version is " + start[6] + "." + start[7] + ", but 1.0, 2.0 and 3.0 are read");
            }
            int begin = version == 1 ? 10 : 12;
            long length = start[8] & 0xFF | (start[9] & 0xFF) << 8;
            if (version > 1) {
                length |= (start[10] & 0xFFL) << 16 | (start[11] & 0xFFL) << 24;
            }
            if (length > MAX_LENGTH || begin + length > size) {
                throw wrong(
                        8,
                        "its header is said to have " + length + " bytes, but "
                                + (length > MAX_LENGTH
                                        ? MAX_LENGTH + " are the most that is read"
                                        : "the file ends before"));
            }
            Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            String text = new String(bytes.read(begin, (int) length), charset);
            Map<?, ?> entries = entries(text, begin);
            RecordFormat format = format(entries, begin);
            return new NpyHeader(format, begin + length, rows(entries, format, begin, begin + length));
        }

        private Map<?, ?> entries(String text, int begin) {
            try {
                if (PythonLiteral.read(text) instanceof Map<?, ?> entries
                        && entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))
                        && entries.get("fortran_order") instanceof Boolean
                        && entries.get("shape") instanceof List<?> shape
                        && shape.stream().allMatch(Long.class::isInstance)) {
                    return entries;
                }
            } catch (PythonLiteral.Wrong wrong) {
                throw wrong(begin, "its header cannot be read, " + wrong.getMessage());
            }
            throw wrong(begin, "its header has to be a dictionary of 'descr', 'fortran_order' and 'shape'");
        }

        private RecordFormat format(Map<?, ?> entries, int begin) {
            List<?> shape = (List<?>) entries.get("shape");
            Object descr = entries.get("descr");
            if (shape.size() > 2 || shape.size() == 2 && descr instanceof List) {
                throw wrong(
                        begin,
                        "its shape is " + shape + (descr instanceof List ? " of records" : "")
                                + "; arrays of one dimension, and of two without fields, are read");
            }
            if (descr instanceof List<?> fields) {
                return structured(fields, begin);
            }
            Storage storage = descr instanceof String name ? Dtype.storage(name) : null;
            if (storage == null) {
                throw wrong(begin, "it" + Dtype.reason(descr));
            }
            long columns = shape.size() == 2 ? (Long) shape.get(1) : 1;
            if (columns < 1 || columns > MAX_COLUMNS) {
                throw wrong(begin, "it has " + columns + " columns; 1 to " + MAX_COLUMNS + " are read");
            }
            boolean inOrder = shape.size() < 2 || columns == 1 || (Long) shape.get(0) <= 1;
            if (Boolean.TRUE.equals(entries.get("fortran_order")) && !inOrder) {
                throw wrong(
                        begin,
                        "its values are column after column (Fortran order). Save what numpy.ascontiguousarray makes of it");
            }
            List<FieldFormat> fields = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                String name = shape.size() == 2 ? "c" + column : VALUE;
                fields.add(new FieldFormat(name, column * storage.bytes(), storage));
            }
            return named(fields, columns * storage.bytes(), begin);
        }

        private RecordFormat structured(List<?> descr, int begin) {
            List<FieldFormat> fields = new ArrayList<>();
            Set<String> known = new HashSet<>();
            long offset = 0;
            for (Object each : descr) {
                if (!(each instanceof List<?> field) || field.size() < 2) {
                    throw wrong(begin, "a field of its type has no name or no type");
                }
                // a field can have a title besides its name
                Object first = field.get(0) instanceof List<?> both && both.size() == 2 ? both.get(1) : field.get(0);
                if (!(first instanceof String given)) {
                    throw wrong(begin, "a field of its type has no name");
                }
                // as NumPy calls a field without a name
                String name = given.isEmpty() ? "f" + descr.indexOf(each) : given;
                String shown = "its field '" + ShownText.of(name) + "'";
                if (field.size() > 2) {
                    throw wrong(begin, shown + " has several values in each record, which is not read");
                }
                Storage storage = field.get(1) instanceof String type ? Dtype.storage(type) : null;
                if (storage == null) {
                    throw wrong(begin, shown + Dtype.reason(field.get(1)));
                }
                // what C leaves free between fields
                boolean isGap = given.isEmpty() && storage.form() == Form.BYTES;
                if (!isGap) {
                    if (!known.add(name) || fields.size() >= MAX_COLUMNS) {
                        throw wrong(
                                begin,
                                fields.size() >= MAX_COLUMNS ? "it has too many fields" : shown + " occurs twice");
                    }
                    fields.add(new FieldFormat(name, (int) offset, storage));
                }
                offset += storage.bytes();
                checkLength(offset, begin);
            }
            if (fields.isEmpty()) {
                throw wrong(begin, "its records have no fields");
            }
            return named(fields, offset, begin);
        }

        private RecordFormat named(List<FieldFormat> fields, long recordLength, int begin) {
            checkLength(recordLength, begin);
            if (names != null && names.size() != fields.size()) {
                throw new IllegalArgumentException(names.size() + " names do not fit " + path + shown + ", which has "
                        + fields.size() + " columns");
            }
            List<FieldFormat> named = new ArrayList<>();
            for (int column = 0; column < fields.size(); column++) {
                FieldFormat field = fields.get(column);
                named.add(new FieldFormat(
                        names == null ? field.name() : names.get(column), field.offset(), field.storage()));
            }
            return new RecordFormat("npy", List.copyOf(named), (int) recordLength);
        }

        private void checkLength(long recordLength, int begin) {
            if (recordLength > RecordFormat.MAX_RECORD_LENGTH) {
                throw wrong(begin, "its rows have more than " + RecordFormat.MAX_RECORD_LENGTH + " bytes");
            }
        }

        private long rows(Map<?, ?> entries, RecordFormat format, int begin, long dataStart) {
            List<?> shape = (List<?>) entries.get("shape");
            long rows = shape.isEmpty() ? 1 : (Long) shape.get(0);
            long room = size - dataStart;
            int length = format.recordLength();
            if (rows > room / length || rows * length != room) {
                throw wrong(
                        begin,
                        "its shape " + shape + " of " + length + " bytes a row does not go with the " + room
                                + " bytes of its data: it was cut off, or there is more in it than one array");
            }
            return rows;
        }

        private MalformedDataException wrong(long offset, String what) {
            return new MalformedDataException(
                    "cannot read " + path + shown + ": " + what, path.toString(), -1, offset, null);
        }
    }
}
