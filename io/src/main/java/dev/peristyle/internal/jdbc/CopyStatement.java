package dev.peristyle.internal.jdbc;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statements of COPY, which take no parameters: their constants are written out. */
final class CopyStatement {

    private static final List<String> BEGINNINGS = List.of("select", "with", "values", "table");

    private CopyStatement() {}

    /** Whether a query may stand in a COPY as it is; one with question marks has parameters, or operators that drivers double. */
    static boolean takes(String query) {
        String lower = query.toLowerCase(Locale.ROOT);
        return query.indexOf('?') < 0 && BEGINNINGS.stream().anyMatch(lower::startsWith);
    }

    /** The statement, or null if there is a constant that cannot be written out. */
    static String of(Query query) {
        String[] parts = query.sql().split("\\?", -1);
        if (parts.length != query.parameters().size() + 1) {
            return null;
        }
        StringBuilder sql = new StringBuilder("copy (").append(parts[0]);
        for (int part = 1; part < parts.length; part++) {
            String literal = literal(query.parameters().get(part - 1));
            if (literal == null) {
                return null;
            }
            sql.append(literal).append(parts[part]);
        }
        return sql.append("\n) to stdout (format binary)").toString();
    }

    /** Types are said, as a parameter has one. */
    private static String literal(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return "'" + value + "'::bigint";
        }
        if (value instanceof BigDecimal number) {
            return "'" + number.toPlainString() + "'::numeric";
        }
        if (value instanceof Double number) {
            return "'" + number + "'::double precision";
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof String text) {
            // in this form a backslash is one whatever the server is set to
            return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        if (value instanceof LocalDate date && isPlain(date.getYear())) {
            return "'" + date + "'::date";
        }
        if (value instanceof LocalDateTime time && isPlain(time.getYear())) {
            return "'" + time + "'::timestamp";
        }
        if (value instanceof OffsetDateTime time && isPlain(time.getYear())) {
            return "'" + time + "'::timestamptz";
        }
        return null;
    }

    private static boolean isPlain(int year) {
        return year > 0 && year < 10_000;
    }

    /** The decoders of columns; null if one has none. */
    static List<CopyDecoder> decoders(List<QueryColumn> columns) {
        List<CopyDecoder> decoders = new ArrayList<>();
        for (QueryColumn column : columns) {
            CopyDecoder decoder = CopyDecoder.of(column);
            if (decoder == null) {
                return null;
            }
            decoders.add(decoder);
        }
        return decoders;
    }
}
