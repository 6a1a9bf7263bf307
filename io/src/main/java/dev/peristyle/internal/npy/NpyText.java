package dev.peristyle.internal.npy;

import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.fixedwidth.Storage;
import dev.peristyle.schema.DataType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The header of a file that is written: it has the length that the greatest number of rows needs, so that it can be written again. */
public final class NpyText {
    /** Data begins at a multiple of it. */
    private static final int ALIGNMENT = 64;

    private static final int MAX_SHORT_LENGTH = 0xFFFF;

    private final String before;
    private final String after;
    private final int version;
    private final int length;

    /**
     * The header of records.
     *
     * @param isMatrix whether their fields are the columns of an array of two dimensions
     */
    NpyText(RecordFormat format, boolean isMatrix) {
        boolean isPlain = isMatrix || format.fields().size() == 1;
        String descr =
                isPlain ? PythonLiteral.of(Dtype.name(format.fields().get(0).storage())) : descr(format);
        this.before = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (";
        this.after = "," + (isMatrix ? " " + format.fields().size() : "") + "), }";
        boolean latin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(before);
        int longest = text(Long.MAX_VALUE).getBytes(charset(latin ? 1 : 3)).length + 1;
        int version1 = padded(10 + longest);
        this.version = !latin ? 3 : version1 - 10 <= MAX_SHORT_LENGTH ? 1 : 2;
        this.length = version == 1 ? version1 : padded(12 + longest);
    }

    /** The header of an array of one dimension of numbers. */
    public static NpyText ofArray(DataType type) {
        Storage storage = Storage.number(type);
        FieldFormat value = new FieldFormat(NpyHeader.VALUE, 0, storage);
        return new NpyText(new RecordFormat("npy", List.of(value), storage.bytes()), false);
    }

    /** The header of an array of one dimension of the values of a field. */
    static NpyText of(FieldFormat field) {
        FieldFormat value = new FieldFormat(NpyHeader.VALUE, 0, field.storage());
        return new NpyText(
                new RecordFormat("npy", List.of(value), field.storage().bytes()), false);
    }

    /** NumPy's name of a type of numbers as it is written. */
    public static String name(DataType type) {
        return Dtype.name(Storage.number(type));
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    private static String descr(RecordFormat format) {
        StringBuilder text = new StringBuilder("[");
        for (FieldFormat field : format.fields()) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append('(')
                    .append(PythonLiteral.of(field.name()))
                    .append(", ")
                    .append(PythonLiteral.of(Dtype.name(field.storage())))
                    .append(')');
        }
        return text.append(']').toString();
    }

    private static int padded(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static Charset charset(int version) {
        return version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private String text(long rows) {
        return before + rows + after;
    }

    /** The bytes for so many rows; as many for any number. */
    public byte[] bytes(long rows) {
        int begin = version == 1 ? 10 : 12;
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, begin, length, (byte) ' ');
        bytes[0] = (byte) 0x93;
        byte[] name = "NUMPY".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, 1, name.length);
        bytes[6] = (byte) version;
        int rest = length - begin;
        for (int at = 8; at < begin; at++) {
            bytes[at] = (byte) (rest >>> 8 * (at - 8));
        }
        byte[] text = text(rows).getBytes(charset(version));
        System.arraycopy(text, 0, bytes, begin, text.length);
        bytes[length - 1] = '\n';
        return bytes;
    }
}
