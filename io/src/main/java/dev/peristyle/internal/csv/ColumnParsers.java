package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.BinaryParser;
import dev.peristyle.internal.csv.kernel.BooleanParser;
import dev.peristyle.internal.csv.kernel.DateParser;
import dev.peristyle.internal.csv.kernel.DecimalParser;
import dev.peristyle.internal.csv.kernel.DoubleParser;
import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.FloatParser;
import dev.peristyle.internal.csv.kernel.Int32Parser;
import dev.peristyle.internal.csv.kernel.Int64Parser;
import dev.peristyle.internal.csv.kernel.NarrowIntegerParser;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.StringViewParser;
import dev.peristyle.internal.csv.kernel.TimestampParser;
import dev.peristyle.internal.csv.kernel.ValueParser;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which loop parses a column of a type: one line for each family. What has no loop of its own is read value by value, by the
 * reader that casts use as well.
 */
final class ColumnParsers {

    /** The kinds whose loop has a vectorized form; not for decimals of 128 bits. */
    static final Set<Kind> VECTORIZED =
            EnumSet.of(Kind.INT, Kind.LONG, Kind.DECIMAL, Kind.DOUBLE, Kind.DATE, Kind.STRING);

    private ColumnParsers() {}

    /** A loop over the fields of a column. */
    interface ColumnParser {

        /**
         * Parses the fields.
         *
         * @param column where they are, and where their values go
         * @return -1, the first output row that could not be parsed, or {@link StringViewParser#ARENA_FULL}
         */
        int parse(FieldColumn column, ParseState state);
    }

    /** The loop for a type, for one thread. */
    static ColumnParser of(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> BooleanParser::parse;
            case INTEGER -> integers((DataType.Int) type);
            case FLOATING -> floating(type);
            case TIME, DURATION -> values(type);
            case DECIMAL -> type.layout() == Layout.INT128 ? values(type) : DecimalParser::parse;
            case DATE -> DateParser::parse;
            case TIMESTAMP -> type.resolution() == Resolution.MICROS ? TimestampParser::parse : values(type);
            case STRING -> StringViewParser::parse;
            case BINARY -> new BinaryParser(((DataType.Binary) type).length())::parse;
        };
    }

    private static ColumnParser floating(DataType type) {
        if (type.layout() == Layout.FLOAT64) {
            return DoubleParser::parse;
        }
        return type.layout() == Layout.FLOAT32 ? FloatParser::parse : values(type);
    }

    private static ColumnParser integers(DataType.Int type) {
        if (type.layout() == Layout.INT32) {
            return Int32Parser::parse;
        }
        if (type.layout() == Layout.INT64) {
            return Int64Parser::parse;
        }
        if (type.layout() == Layout.UINT64) {
            return values(type);
        }
        long max = -1L >>> Long.SIZE - (type.signed() ? type.bits() - 1 : type.bits());
        return new NarrowIntegerParser(type.layout().bytes(), type.signed() ? -max - 1 : 0, max)::parse;
    }

    private static ColumnParser values(DataType type) {
        boolean exact = type.isNumeric() && !(type instanceof DataType.Floating);
        return new ValueParser(ValueReader.of(type), type.layout().bytes(), exact)::parse;
    }
}
