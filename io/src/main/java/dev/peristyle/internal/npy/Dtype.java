package dev.peristyle.internal.npy;

import dev.peristyle.internal.fixedwidth.Form;
import dev.peristyle.internal.fixedwidth.Storage;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's names of types, such as {@code <i4}, and what they mean in a record. */
final class Dtype {
    private static final Pattern NAME = Pattern.compile("([<>|])([?biufcSUVMmOta])(\\d{0,9})(?:\\[(\\w+)])?");

    private Dtype() {}

    /**
     * What a name means.
     *
     * @return null if it is none that is known
     */
    static Storage storage(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return null;
        }
        boolean big = parts.group(1).equals(">");
        int size = parts.group(3).isEmpty() ? 0 : Integer.parseInt(parts.group(3));
        Storage found = storage(parts.group(2).charAt(0), size, parts.group(4));
        if (found == null) {
            return null;
        }
        // a bar stands for "no order", where there is one it says nothing
        return found.hasOrder() && parts.group(1).equals("|") ? null : found.hasOrder() ? found.withOrder(big) : found;
    }

    private static Storage storage(char kind, int size, String unit) {
        if (unit != null && kind != 'M' && kind != 'm') {
            return null;
        }
        return switch (kind) {
            case 'b' -> size == 1 ? Storage.bool() : null;
            case 'i', 'u' ->
                size == 1 || size == 2 || size == 4 || size == 8
                        ? Storage.number(new DataType.Int(8 * size, kind == 'i'))
                        : null;
            case 'f' -> size == 2 || size == 4 || size == 8 ? Storage.number(new DataType.Floating(8 * size)) : null;
            case 'S' -> size > 0 ? Storage.text(Form.UTF8, size, null, 0) : null;
            case 'U' -> size > 0 && size < 1 << 28 ? Storage.text(Form.UTF32, 4 * size, null, -1) : null;
            case 'V' -> size > 0 ? Storage.bytes(size) : null;
            case 'M', 'm' -> size == 8 ? time(kind == 'M', unit) : null;
            default -> null;
        };
    }

    private static Storage time(boolean isPoint, String unit) {
        if (isPoint && "D".equals(unit)) {
            return Storage.longDays().withNull(Long.MIN_VALUE);
        }
        for (Resolution resolution : Resolution.values()) {
            if (resolution.symbol().equals(unit)) {
                return isPoint ? point(resolution, false) : amount(resolution);
            }
        }
        return null;
    }

    private static Storage point(Resolution resolution, boolean isUtc) {
        DataType type = isUtc ? DataType.timestamp(resolution) : DataType.localTimestamp(resolution);
        return Storage.timestamp(Long.BYTES, type).withNull(Long.MIN_VALUE);
    }

    private static Storage amount(Resolution resolution) {
        return Storage.number(DataType.duration(resolution)).withNull(Long.MIN_VALUE);
    }

    /** The names that are known, for messages. */
    static String known() {
        return "b1, i1 to i8, u1 to u8, f2, f4, f8, S, U, V, M8[D], and M8 and m8 of s, ms, us and ns";
    }

    /**
     * How a column is written.
     *
     * @param characters most characters of a text, or 0 if nobody has said
     * @return null if NumPy has no type for it
     */
    static Storage of(DataType type, int characters) {
        if (type instanceof DataType.Bool) {
            return Storage.bool();
        }
        if (type instanceof DataType.Int || type instanceof DataType.Floating) {
            return Storage.number(type);
        }
        if (type instanceof DataType.Date) {
            return Storage.longDays().withNull(Long.MIN_VALUE);
        }
        if (type instanceof DataType.Timestamp) {
            return point(type.resolution(), type.isUtc());
        }
        if (type instanceof DataType.Duration) {
            return amount(type.resolution());
        }
        if (type instanceof DataType.Utf8 && characters > 0) {
            return Storage.text(Form.UTF32, 4 * characters, null, -1);
        }
        return type instanceof DataType.Binary binary && binary.isFixed() ? Storage.bytes(binary.length()) : null;
    }

    /** The name of what {@link #of} has returned. */
    static String name(Storage storage) {
        DataType type = storage.type();
        String order = storage.hasOrder() ? "<" : "|";
        if (type instanceof DataType.Int integer) {
            return order + (integer.signed() ? "i" : "u") + storage.bytes();
        }
        if (type instanceof DataType.Floating) {
            return order + "f" + storage.bytes();
        }
        if (type instanceof DataType.Date) {
            return "<M8[D]";
        }
        if (type instanceof DataType.Timestamp) {
            return "<M8[" + type.resolution().symbol() + "]";
        }
        if (type instanceof DataType.Duration) {
            return "<m8[" + type.resolution().symbol() + "]";
        }
        if (type instanceof DataType.Utf8) {
            return "<U" + storage.bytes() / 4;
        }
        return type instanceof DataType.Bool ? "|b1" : "|V" + storage.bytes();
    }

    /** Why a type is not among those that are known, if that can be told. */
    static String reason(Object descr) {
        if (descr instanceof List) {
            return " is a record within a record, which is not read";
        }
        String name = String.valueOf(descr);
        if (name.contains("O")) {
            return " is an object of Python, which only Python can read. Save it as numbers or text";
        }
        return " is of type " + name + ", which is not read; " + known() + " are";
    }
}
