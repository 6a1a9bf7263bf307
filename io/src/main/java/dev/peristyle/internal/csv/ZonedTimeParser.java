package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.TimestampText;
import dev.peristyle.internal.csv.kernel.ValueParser;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.schema.DataType;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Parses timestamps in UTC of which those without a zone are what a clock in one zone showed. What it showed twice is the first of both, what it never
 * showed is no timestamp. Not thread-safe.
 */
final class ZonedTimeParser extends ValueParser {
    private final ZoneRules rules;
    private final long perSecond;

    ZonedTimeParser(DataType.Timestamp type, ZoneId zone) {
        super(ValueReader.of(type), type.layout().bytes(), false);
        this.rules = zone.getRules();
        this.perSecond = type.resolution().perSecond();
    }

    @Override
    protected boolean read(long address, int length, FieldColumn column, ParseState state, long values, int row) {
        if (!super.read(address, length, column, state, values, row)) {
            return false;
        }
        if (TimestampText.hasZone(address, length)) {
            return true;
        }
        long shown = UnsafeApi.getLong(values + 8L * row);
        long second = Math.floorDiv(shown, perSecond);
        if (second < LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC)
                || second > LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC)) {
            return false;
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        if (offsets.isEmpty()) {
            return false;
        }
        long ahead = offsets.get(0).getTotalSeconds() * perSecond;
        long time = shown - ahead;
        if (((shown ^ ahead) & (shown ^ time)) < 0) {
            return false;
        }
        UnsafeApi.putLong(values + 8L * row, time);
        return true;
    }
}
