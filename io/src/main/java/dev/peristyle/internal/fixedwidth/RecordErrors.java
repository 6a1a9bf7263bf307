package dev.peristyle.internal.fixedwidth;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import java.nio.file.Path;
import org.agrona.UnsafeApi;

/** Says where a record is wrong, and what to do. */
public final class RecordErrors {
    private static final int MAX_BYTES_SHOWN = 24;

    private RecordErrors() {}

    static String place(Path file, long record) {
        return file + ", record " + record + " (the first is 0)";
    }

    /**
     * A field has no value of its type.
     *
     * @param offset of the record in the file
     * @param address where the record lies
     */
    public static MalformedDataException value(Path file, long record, long offset, FieldFormat field, long address) {
        long at = offset + field.offset();
        return new MalformedDataException(
                place(file, record) + ", field '" + ShownText.of(field.name()) + "' at byte " + at + ": "
                        + bytes(address + field.offset(), field.storage().bytes()) + " " + reason(field.storage())
                        + ". If all records are like this, check offset, type and byte order of the field, and the"
                        + " header and length of the layout",
                file.toString(),
                -1,
                at,
                field.name());
    }

    private static String reason(Storage storage) {
        return switch (storage.form()) {
            case NUMBER, SHORT_NUMBER, LONG_DAYS -> "is out of the range of " + storage.type();
            case BOOLEAN -> "is neither 0 nor 1, as a boolean has to be; read it as an integer";
            case PACKED ->
                "is no packed " + storage.type() + ": digits in half bytes are expected, then C, D or F as the sign";
            case ZONED_EBCDIC ->
                "is no zoned " + storage.type() + " in EBCDIC: F0 to F9 are expected, and C, D or F as the last zone";
            case ZONED_ASCII ->
                "is no zoned " + storage.type() + " in ASCII: digits are expected, and a digit with a sign at the end";
            case ASCII -> "is not all ASCII; read it as UTF-8, Latin-1 or bytes";
            case UTF32 -> "has a number that is no character";
            case UTF8, CODE_PAGE, BYTES -> "cannot be read";
        };
    }

    private static String bytes(long address, int length) {
        StringBuilder text = new StringBuilder("0x");
        for (int at = 0; at < Math.min(length, MAX_BYTES_SHOWN); at++) {
            int value = UnsafeApi.getByte(address + at) & 0xFF;
            text.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        return length > MAX_BYTES_SHOWN ? text.append("…").toString() : text.toString();
    }
}
