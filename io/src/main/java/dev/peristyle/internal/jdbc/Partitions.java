package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.Family;
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

    static void check(QueryColumn column, Product product) {
        boolean isInteger = column.type().family() == Family.INTEGER;
        boolean fits = product == Product.SQLITE
                ? isInteger
                : isInteger
                        || column.type().family() == Family.DECIMAL
                        || column.type().family() == Family.DATE
                        || column.type().family() == Family.TIMESTAMP;
        if (!fits) {
            throw new IllegalArgumentException("column '" + ShownText.of(column.name()) + "' is of type "
                    + column.type() + ", by which rows are not divided; partitionBy takes one of "
                    + (product == Product.SQLITE ? "integers" : "integers, decimals, dates or timestamps"));
        }
    }

    /** The parts, in the order of the column; one if there are no values. */
    static List<Part> of(Connected connected, String query, QueryColumn column, ReadSettings settings)
            throws SQLException {
        String name = connected.database.quoted(column.name());
        Object from = settings.from();
        Object to = settings.to();
        if (from == null) {
            String sql = Query.from("min(" + name + "), max(" + name + ")", query, "");
            try (PreparedStatement statement = connected.connection.prepareStatement(sql)) {
                Parameters.bind(statement, settings.parameters());
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    from = bound(rows, 1, column);
                    to = bound(rows, 2, column);
                }
            }
        }
        return from == null
                ? List.of(new Part("", List.of()))
                : divide(name, column, count(from), count(to), settings.parts());
    }

    private static List<Part> divide(String name, QueryColumn column, BigInteger from, BigInteger to, int parts) {
        BigInteger values = to.subtract(from).add(BigInteger.ONE);
        List<Object> cuts = new ArrayList<>();
        BigInteger before = from;
        for (int part = 1; part < parts; part++) {
            BigInteger cut = from.add(values.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts)));
            if (cut.compareTo(before) > 0) {
                cuts.add(value(cut, column));
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

    private static Object bound(ResultSet rows, int position, QueryColumn column) throws SQLException {
        if (column.type().family() == Family.DATE) {
            return rows.getObject(position, LocalDate.class);
        }
        if (column.type().family() == Family.TIMESTAMP) {
            if (!column.type().isUtc()) {
                return rows.getObject(position, LocalDateTime.class);
            }
            OffsetDateTime instant = rows.getObject(position, OffsetDateTime.class);
            return instant == null ? null : LocalDateTime.ofInstant(instant.toInstant(), ZoneOffset.UTC);
        }
        return rows.getBigDecimal(position);
    }

    /** Days, seconds, or the integers below. */
    private static BigInteger count(Object bound) {
        if (bound instanceof LocalDate date) {
            return BigInteger.valueOf(date.toEpochDay());
        }
        if (bound instanceof LocalDateTime time) {
            return BigInteger.valueOf(time.toEpochSecond(ZoneOffset.UTC));
        }
        return bound instanceof BigDecimal number
                ? number.setScale(0, RoundingMode.FLOOR).unscaledValue()
                : BigInteger.valueOf((Long) bound);
    }

    private static Object value(BigInteger count, QueryColumn column) {
        if (column.type().family() == Family.DATE) {
            return LocalDate.ofEpochDay(count.longValueExact());
        }
        if (column.type().family() == Family.TIMESTAMP) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(count.longValueExact(), 0, ZoneOffset.UTC);
            return column.type().isUtc() ? time.atOffset(ZoneOffset.UTC) : time;
        }
        return count.bitLength() < Long.SIZE ? (Object) count.longValue() : new BigDecimal(count);
    }
}
