package dev.peristyle.oracle;

import dev.peristyle.internal.expression.DuckDbSql;
import dev.peristyle.internal.expression.DuckDbValues;
import dev.peristyle.internal.expression.RandomColumns;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Random rows of every type, with nulls and nasty text, as a CSV file and as the table {@code t} of DuckDB. One row is null in all
 * columns but its number, as what outer joins make is.
 */
final class RandomDataset {

    /** What the generator of expressions knows, a number of the row, finite doubles whose sums are exact, and nasty text. */
    static final Schema SCHEMA = schema();

    /** Words that share prefixes of eight and sixteen bytes, need quotes, or take several bytes a character. */
    private static final List<String> WORDS = List.of(
            "",
            "a",
            "ab",
            "Zürich",
            "naïve",
            "🙂 smile",
            "comma, separated",
            "quote \" inside",
            "line\nfeed",
            "carriage\r\nreturn",
            " padded ",
            "twelve bytes",
            "sixteen bytes!!!",
            "sixteen bytes!!! and more",
            "sixteen bytes!!! and else",
            "0123456789012345678901234567890123456789",
            "it's",
            "null");

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT);

    private static final int ROWS_AN_INSERT = 20;

    private final int rowCount;
    private final List<List<Object>> columns = new ArrayList<>();

    RandomDataset(Random random, int rowCount) {
        this.rowCount = rowCount;
        columns.add(column(row -> (long) row));
        columns.add(column(
                row -> random.nextInt(8) == 0 ? null : (Object) ((random.nextInt(2_000_001) - 1_000_000) / 64.0)));
        columns.add(column(row -> random.nextInt(8) == 0 ? null : WORDS.get(random.nextInt(WORDS.size()))));
        for (List<Object> column : new RandomColumns(random).columns(rowCount)) {
            columns.add(new ArrayList<>(column));
        }
        int empty = random.nextInt(rowCount);
        columns.subList(1, columns.size()).forEach(column -> column.set(empty, null));
    }

    private static Schema schema() {
        Schema.Builder builder = Schema.builder()
                .add("id", DataType.LONG)
                .add("e1", DataType.DOUBLE)
                .add("word1", DataType.STRING);
        RandomColumns.SCHEMA.fields().forEach(field -> builder.add(field.name(), field.type()));
        return builder.build();
    }

    private List<Object> column(IntFunction<Object> value) {
        List<Object> column = new ArrayList<>(Collections.nCopies(rowCount, null));
        for (int row = 0; row < rowCount; row++) {
            column.set(row, value.apply(row));
        }
        return column;
    }

    void writeCsv(Path path, String lineEnd) throws IOException {
        StringBuilder text = new StringBuilder(String.join(",", SCHEMA.names())).append(lineEnd);
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columns.size(); column++) {
                Object value = columns.get(column).get(row);
                text.append(column == 0 ? "" : ",");
                if (value != null) {
                    text.append(quoted(text(value, SCHEMA.field(column).type())));
                }
            }
            text.append(lineEnd);
        }
        Files.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String value) {
        boolean needed = value.isEmpty() || value.chars().anyMatch(symbol -> ",\"\r\n".indexOf(symbol) >= 0);
        return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    /** The text of a value as Java writes it. */
    private static String text(Object raw, DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> {
                BigInteger unscaled = raw instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) raw);
                yield new BigDecimal(unscaled, type.scale()).toPlainString();
            }
            case BINARY -> {
                byte[] bytes = new byte[((ByteBuffer) raw).remaining()];
                ((ByteBuffer) raw).duplicate().get(bytes);
                yield "0x" + HexFormat.of().formatHex(bytes);
            }
            case DATE -> LocalDate.ofEpochDay((Integer) raw).toString();
            case TIME ->
                LocalTime.ofNanoOfDay((Long) raw * type.resolution().nanos()).format(DateTimeFormatter.ISO_LOCAL_TIME);
            case TIMESTAMP -> timestamp((Long) raw, type.resolution()) + (type.isUtc() ? "Z" : "");
            case DURATION -> {
                long perSecond = type.resolution().perSecond();
                yield Duration.ofSeconds(
                                Math.floorDiv((Long) raw, perSecond),
                                Math.floorMod((Long) raw, perSecond)
                                        * type.resolution().nanos())
                        .toString();
            }
            default -> raw.toString();
        };
    }

    /** With as many digits as the unit has. */
    private static String timestamp(long units, Resolution unit) {
        long perSecond = unit.perSecond();
        String all = LocalDateTime.ofEpochSecond(
                        Math.floorDiv(units, perSecond),
                        (int) (Math.floorMod(units, perSecond) * unit.nanos()),
                        ZoneOffset.UTC)
                .format(TIMESTAMP);
        int digits = unit.fractionDigits();
        return all.substring(0, all.length() - 9 + (digits == 0 ? -1 : digits));
    }

    void load(Connection duckDb) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            statement.execute("SET threads=1");
            statement.execute("CREATE OR REPLACE TABLE t ("
                    + SCHEMA.fields().stream()
                            .map(field -> field.name() + " " + DuckDbSql.type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
            for (int start = 0; start < rowCount; start += ROWS_AN_INSERT) {
                List<String> values = new ArrayList<>();
                for (int row = start; row < Math.min(rowCount, start + ROWS_AN_INSERT); row++) {
                    values.add(values(row));
                }
                statement.execute("INSERT INTO t VALUES " + String.join(", ", values));
            }
            DuckDbValues.addTextOfDoubles(statement, "d1");
        }
    }

    private String values(int row) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            values.add(DuckDbSql.literal(
                    columns.get(column).get(row), SCHEMA.field(column).type()));
        }
        return "(" + String.join(", ", values) + ")";
    }
}
