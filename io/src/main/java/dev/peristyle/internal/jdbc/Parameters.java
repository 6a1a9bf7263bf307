package dev.peristyle.internal.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Binds values to question marks. */
final class Parameters {

    private Parameters() {}

    static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int position = 0; position < values.size(); position++) {
            statement.setObject(position + 1, known(values.get(position)));
        }
    }

    /** What drivers have to know of. */
    private static Object known(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof BigInteger number ? new BigDecimal(number) : value;
    }
}
