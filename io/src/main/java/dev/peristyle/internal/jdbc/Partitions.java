package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.spi.RunContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Divides the rows of a query by the values of a column. Each row is in one part, whatever its value: null is in the first. */
final class Partitions {

    private Partitions() {}

    /**
     * A condition of one part.
     *
     * @param sql empty if all rows are in it
     */
    record Part(String sql, List<Object> parameters) {}

    /** Refuses a column by which rows are not divided, and bounds that are not of its type. It counts what the database has in it. */
    static void check(QueryColumn column, ReadSettings settings, Product product) {
        Family family = column.told() == null ? null : column.told().family();
        boolean isNumber = family == Family.INTEGER || family == Family.DECIMAL;
        boolean isTime = family == Family.DATE || family == Family.TIMESTAMP;
        boolean fits = product == Product.SQLITE ? family == Family.INTEGER : isNumber || isTime;
        if (!fits) {
            throw new IllegalArgumentException("column '" + ShownText.of(column.name()) + "' is "
                    + (family == null ? "of a type of the database's own" : "of type " + column.told())
                    + ", by which rows are not divided; partitionBy takes one of "
                    + (product == Product.SQLITE ? "integers" : "integers, decimals, dates or timestamps"));
        }
        if (settings.from() instanceof Long && !isNumber || settings.from() instanceof LocalDate && !isTime) {
            throw new IllegalArgumentException("column '" + ShownText.of(column.name()) + "' is of type "
                    + column.told() + ", which is not divided from " + settings.from() + " to " + settings.to()
                    + "; give " + (isTime ? "dates" : "numbers") + ", or leave the least and the greatest value out");
        }
    }

    /**
     * The values of a column, as integers.
     *
     * @param from the least one
     * @param to the greatest one
     */
    record Range(BigInteger from, BigInteger to) {}

    /**
     * The values of the column, which the database may have to read the whole query for.
     *
     * @return them, or null if there are none
     */
    static Range range(Connected connected, String query, QueryColumn column, ReadSettings settings, RunContext context)
            throws SQLException {
        Object from = settings.from();
        Object to = settings.to();
        if (from == null) {
            String name = connected.database.quoted(column.name());
            String sql = Query.from("min(" + name + "), max(" + name + ")", query, "");
            try (PreparedStatement statement = connected.connection.prepareStatement(sql);
                    Watch watch = new Watch(statement::cancel, context)) {
                Parameters.bind(statement, settings.parameters());
                try (ResultSet rows = watch.over(statement::executeQuery)) {
                    rows.next();
                    from = bound(rows, 1, column.told());
                    to = bound(rows, 2, column.told());
                }
            }
        }
        return from == null ? null : new Range(count(from, column.told()), count(to, column.told()));
    }

    /**
     * The parts, in the order of the column.
     *
     * @param name the column as it is written in statements
     * @param range its values, or null if there are none: then there is one part
     * @param parts how many there are at most
     */
    static List<Part> of(String name, QueryColumn column, Range range, int parts) {
        if (range == null) {
            return List.of(new Part("", List.of()));
        }
        DataType type = column.told();
        BigInteger from = range.from;
        BigInteger to = range.to;
        BigInteger values = to.subtract(from).add(BigInteger.ONE);
        List<Object> cuts = new ArrayList<>();
        BigInteger before = from;
        for (int part = 1; part < parts; part++) {
            BigInteger cut = from.add(values.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)));
            if (cut.compareTo(before) > 0) {
                cuts.add(value(cut, type));
                before = cut;
            }
        }
        List<Part> divided = new ArrayList<>();
        for (int part = 0; part <= cuts.size(); part++) {
            if (cuts.isEmpty()) {
                divided.add(new Part("", List.of()));
            } else if (part == 0) {
                divided.add(new Part("(" + name + " < ? or " + name + " is null)", List.of(cuts.get(0))));
            } else if (part == cuts.size()) {
                divided.add(new Part(name + " >= ?", List.of(cuts.get(part - 1))));
            } else {
                divided.add(new Part(name + " >= ? and " + name + " < ?", List.of(cuts.get(part - 1), cuts.get(part))));
            }
        }
        return divided;
    }

    private static Object bound(ResultSet rows, int position, DataType type) throws SQLException {
        if (type.family() == Family.DATE) {
            return rows.getObject(position, LocalDate.class);
        }
        if (type.family() == Family.TIMESTAMP) {
            if (!type.isUtc()) {
                return rows.getObject(position, LocalDateTime.class);
            }
            OffsetDateTime instant = rows.getObject(position, OffsetDateTime.class);
            return instant == null ? null : LocalDateTime.ofInstant(instant.toInstant(), ZoneOffset.UTC);
        }
        return rows.getBigDecimal(position);
    }

    /** Days, seconds of timestamps, or the integers below. */
    private static BigInteger count(Object bound, DataType type) {
        if (bound instanceof LocalDate date) {
            return BigInteger.valueOf(
                    type.family() == Family.DATE
                            ? date.toEpochDay()
                            : date.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
        }
        if (bound instanceof LocalDateTime time) {
            return BigInteger.valueOf(time.toEpochSecond(ZoneOffset.UTC));
        }
        return bound instanceof BigDecimal number
                ? number.setScale(0, RoundingMode.FLOOR).unscaledValue()
                : BigInteger.valueOf((Long) bound);
    }

    private static Object value(BigInteger count, DataType type) {
        if (type.family() == Family.DATE) {
            return LocalDate.ofEpochDay(count.longValueExact());
        }
        if (type.family() == Family.TIMESTAMP) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(count.longValueExact(), 0, ZoneOffset.UTC);
            return type.isUtc() ? time.atOffset(ZoneOffset.UTC) : time;
        }
        return count.bitLength() < Long.SIZE ? (Object) count.longValue() : new BigDecimal(count);
    }
}
