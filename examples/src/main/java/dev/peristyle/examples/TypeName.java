package dev.peristyle.examples;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types as people write them on a command line: as errors and schemas show them, with {@code _} for a blank. */
final class TypeName {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");
    private static final Pattern OUTER_COMMA = Pattern.compile(",(?![^(]*\\))");
    private static final List<DataType> TYPES = Stream.concat(
                    Stream.of(
                            DataType.BOOLEAN,
                            DataType.BYTE,
                            DataType.SHORT,
                            DataType.INT,
                            DataType.LONG,
                            DataType.UNSIGNED_BYTE,
                            DataType.UNSIGNED_SHORT,
                            DataType.UNSIGNED_INT,
                            DataType.UNSIGNED_LONG,
                            DataType.float16(),
                            DataType.FLOAT,
                            DataType.DOUBLE,
                            DataType.DATE,
                            DataType.TIMESTAMP,
                            DataType.LOCAL_TIMESTAMP,
                            DataType.STRING,
                            DataType.BINARY),
                    Stream.<Function<Resolution, DataType>>of(
                                    DataType::time, DataType::timestamp, DataType::localTimestamp, DataType::duration)
                            .flatMap(type -> Stream.of(Resolution.values()).map(type)))
            .distinct()
            .toList();

    private TypeName() {}

    /** The name of a type. */
    static String of(DataType type) {
        return type.toString().replace(' ', '_');
    }

    /**
     * Reads columns with their types, such as {@code id=long,price=decimal(18,2)}.
     *
     * @throws IllegalArgumentException if they are written otherwise
     */
    static Schema parseSchema(String columns) {
        List<Field> fields = new ArrayList<>();
        for (String column : OUTER_COMMA.split(columns, -1)) {
            int sign = column.lastIndexOf('=');
            if (sign < 0) {
                throw new IllegalArgumentException(
                        "columns must be NAME=TYPE, with commas between, not '" + column + "'");
            }
            fields.add(new Field(
                    column.substring(0, sign).strip(),
                    parse(column.substring(sign + 1).strip())));
        }
        return Schema.of(fields);
    }

    /**
     * Finds a type by its name.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    static DataType parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace(" ", "_").replace(",_", ",");
        Matcher decimal = DECIMAL.matcher(wanted);
        if (decimal.matches()) {
            return DataType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return TYPES.stream()
                .filter(type -> of(type).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no type; there are decimal(P,S), "
                        + TYPES.stream().map(TypeName::of).collect(Collectors.joining(", "))));
    }
}
