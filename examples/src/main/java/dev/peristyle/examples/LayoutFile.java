package dev.peristyle.examples;

import dev.peristyle.record.FieldType;
import dev.peristyle.record.RecordLayout;
import dev.peristyle.schema.Resolution;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.jr.ob.JSON;

/**
 * A {@link RecordLayout} as JSON:
 *
 * <pre>{@code
 * {
 *   "byteOrder": "big",
 *   "recordLength": 80,
 *   "fields": [
 *     {"name": "account", "type": "int32"},
 *     {"name": "name", "type": "ebcdic", "length": 20, "codePage": 1047},
 *     {"name": "balance", "type": "packed", "precision": 11, "scale": 2, "offset": 40},
 *     {"name": "changed", "type": "timestamp", "unit": "ms", "byteOrder": "little", "nullAs": 0}
 *   ]
 * }
 * }</pre>
 *
 * <p>Besides these: {@code headerLength}, {@code footerLength} and {@code ignorePartialRecord} of the file, {@code padding}, {@code
 * paddedBefore}, {@code emptyIsNull} and {@code nanIsNull} of fields.
 */
final class LayoutFile {

    /** Refuses what its default lets pass: a member that is there twice. */
    private static final JSON JSON_OF_LAYOUTS =
            JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS, JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    private LayoutFile() {}

    /** Reads a layout. */
    static RecordLayout read(Path file) throws IOException {
        try (JsonParser parser = JSON_OF_LAYOUTS.createParser(Files.readString(file))) {
            Object value = JSON_OF_LAYOUTS.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the end of the layout");
            }
            return layout(new Members(value, "a layout"));
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static RecordLayout layout(Members members) {
        RecordLayout.Builder layout = RecordLayout.builder();
        if (isBig(members, false)) {
            layout.bigEndian();
        }
        if (members.has("recordLength")) {
            layout.recordLength(members.integer("recordLength"));
        }
        if (members.has("headerLength")) {
            layout.headerLength(members.integer("headerLength"));
        }
        if (members.has("footerLength")) {
            layout.footerLength(members.integer("footerLength"));
        }
        if (members.flag("ignorePartialRecord")) {
            layout.ignorePartialRecord();
        }
        for (Object each : members.list("fields")) {
            Members field = new Members(each, "a field");
            String name = field.text("name");
            FieldType type = options(type(field), field);
            if (field.has("offset")) {
                layout.field(name, field.integer("offset"), type);
            } else {
                layout.field(name, type);
            }
            field.checkAllUsed();
        }
        members.checkAllUsed();
        return layout.build();
    }

    private static boolean isBig(Members members, boolean otherwise) {
        if (!members.has("byteOrder")) {
            return otherwise;
        }
        String order = members.text("byteOrder");
        if (!order.equals("big") && !order.equals("little")) {
            throw new IllegalArgumentException("byteOrder is 'big' or 'little', not '" + order + "'");
        }
        return order.equals("big");
    }

    private static FieldType type(Members field) {
        String type = field.text("type");
        return switch (type) {
            case "int8" -> FieldType.int8();
            case "int16" -> FieldType.int16();
            case "int32" -> FieldType.int32();
            case "int64" -> FieldType.int64();
            case "uint8" -> FieldType.uint8();
            case "uint16" -> FieldType.uint16();
            case "uint32" -> FieldType.uint32();
            case "uint64" -> FieldType.uint64();
            case "float16" -> FieldType.float16();
            case "float32" -> FieldType.float32();
            case "float64" -> FieldType.float64();
            case "bool" -> FieldType.bool();
            case "decimal" ->
                FieldType.decimal(field.integer("length"), field.integer("precision"), field.integer("scale"));
            case "packed" -> FieldType.packedDecimal(field.integer("precision"), field.integer("scale"));
            case "zoned" -> FieldType.zonedDecimal(field.integer("precision"), field.integer("scale"));
            case "zonedEbcdic" -> FieldType.zonedDecimalEbcdic(field.integer("precision"), field.integer("scale"));
            case "date" -> FieldType.date();
            case "timestamp" -> FieldType.timestamp(unit(field));
            case "timestampSeconds32" -> FieldType.timestampSeconds32();
            case "localTimestamp" -> FieldType.localTimestamp(unit(field));
            case "time" -> FieldType.time(unit(field));
            case "duration" -> FieldType.duration(unit(field));
            case "ascii" -> FieldType.ascii(field.integer("length"));
            case "utf8" -> FieldType.utf8(field.integer("length"));
            case "latin1" -> FieldType.latin1(field.integer("length"));
            case "ebcdic" -> FieldType.ebcdic(field.integer("length"), field.integer("codePage"));
            case "bytes" -> FieldType.bytes(field.integer("length"));
            default -> throw new IllegalArgumentException("there is no type '" + type + "' of fields");
        };
    }

    private static Resolution unit(Members field) {
        String symbol = field.text("unit");
        for (Resolution unit : Resolution.values()) {
            if (unit.symbol().equals(symbol)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("unit is s, ms, us or ns, not '" + symbol + "'");
    }

    private static FieldType options(FieldType type, Members field) {
        FieldType result = type;
        if (field.has("byteOrder")) {
            result = isBig(field, false) ? result.bigEndian() : result.littleEndian();
        }
        if (field.has("padding")) {
            String padding = field.text("padding");
            if (padding.length() != 1) {
                throw new IllegalArgumentException("padding is one character, not '" + padding + "'");
            }
            result = result.paddedWith(padding.charAt(0));
        }
        result = field.flag("paddedBefore") ? result.paddedBefore() : result;
        result = field.flag("emptyIsNull") ? result.emptyIsNull() : result;
        result = field.flag("nanIsNull") ? result.nanIsNull() : result;
        return field.has("nullAs") ? result.nullAs(field.number("nullAs").longValueExact()) : result;
    }

    /** The members of an object; each has to be asked for. */
    private static final class Members {
        private final Map<?, ?> values;
        private final String what;
        private final Set<String> unused = new TreeSet<>();

        Members(Object value, String what) {
            if (!(value instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException(what + " is an object, with its members in braces");
            }
            this.values = members;
            this.what = what;
            members.keySet().forEach(key -> unused.add((String) key));
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        private <T> T member(String name, Class<T> type, String kind) {
            unused.remove(name);
            if (!type.isInstance(values.get(name))) {
                throw new IllegalArgumentException(what + " needs '" + name + "', " + kind);
            }
            return type.cast(values.get(name));
        }

        String text(String name) {
            return member(name, String.class, "a text in quotes");
        }

        BigDecimal number(String name) {
            return new BigDecimal(member(name, Number.class, "a number").toString());
        }

        int integer(String name) {
            try {
                return number(name).intValueExact();
            } catch (ArithmeticException none) {
                throw new IllegalArgumentException(name + " is a whole number, not " + values.get(name), none);
            }
        }

        boolean flag(String name) {
            return has(name) && member(name, Boolean.class, "true or false");
        }

        List<?> list(String name) {
            return member(name, List.class, "a list in brackets");
        }

        void checkAllUsed() {
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException(what + " of this type has no " + unused);
            }
        }
    }
}
