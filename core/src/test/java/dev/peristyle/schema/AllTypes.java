package dev.peristyle.schema;

import java.util.List;
import java.util.stream.Stream;

/** One type or more of every kind, each resolution and each width: what every matrix of tests runs over. */
public final class AllTypes {

    /** Those whose values are not text or bytes of any length. */
    public static final List<DataType> FIXED = List.of(
            DataType.BOOLEAN,
            DataType.INT,
            DataType.LONG,
            DataType.FLOAT,
            DataType.float16(),
            DataType.DOUBLE,
            DataType.decimal(18, 4),
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.LOCAL_TIMESTAMP,
            DataType.BYTE,
            DataType.SHORT,
            DataType.UNSIGNED_BYTE,
            DataType.UNSIGNED_SHORT,
            DataType.UNSIGNED_INT,
            DataType.UNSIGNED_LONG,
            DataType.decimal(19, 0),
            DataType.decimal(38, 10),
            DataType.time(Resolution.SECONDS),
            DataType.time(Resolution.MILLIS),
            DataType.time(Resolution.MICROS),
            DataType.time(Resolution.NANOS),
            DataType.timestamp(Resolution.SECONDS),
            DataType.timestamp(Resolution.MILLIS),
            DataType.timestamp(Resolution.NANOS),
            DataType.localTimestamp(Resolution.SECONDS),
            DataType.localTimestamp(Resolution.MILLIS),
            DataType.localTimestamp(Resolution.NANOS),
            DataType.duration(Resolution.SECONDS),
            DataType.duration(Resolution.MILLIS),
            DataType.duration(Resolution.MICROS),
            DataType.duration(Resolution.NANOS));

    /** Those whose values are bytes somewhere else. */
    public static final List<DataType> VIEWS =
            List.of(DataType.STRING, DataType.BINARY, DataType.fixedBinary(16), DataType.fixedBinary(3));

    /** All of them. */
    public static final List<DataType> LIST =
            Stream.concat(FIXED.stream(), VIEWS.stream()).toList();

    private AllTypes() {}
}
