package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.date;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFunctionTest {

    private static final DataType SECONDS = DataType.localTimestamp(Resolution.SECONDS);
    private static final int ROWS = 300;

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        Schema schema = Schema.builder().add("x", type).build();
        try (ChunkFixture fixture = new ChunkFixture(schema, List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    private static List<Object> evaluate(DataType type, Expression expression, Object[] first, Object[] second) {
        Schema schema = Schema.builder().add("x", type).add("y", type).build();
        List<List<Object>> columns = List.of(Arrays.asList(first), Arrays.asList(second));
        try (ChunkFixture fixture = new ChunkFixture(schema, columns)) {
            return fixture.evaluate(node(expression));
        }
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long micros(String time) {
        LocalDateTime local = LocalDateTime.parse(time);
        return local.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + local.getNano() / 1000;
    }

    @Test
    void knowsTheCalendar() {
        Random random = Seeds.fresh();
        Object[] days = new Object[ROWS];
        List<Object> weeks = new ArrayList<>();
        List<Object> years = new ArrayList<>();
        List<Object> last = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            LocalDate date = LocalDate.of(1900 + random.nextInt(300), 12, 25).plusDays(random.nextInt(15));
            days[row] = (int) date.toEpochDay();
            weeks.add(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            years.add(date.get(IsoFields.WEEK_BASED_YEAR));
            last.add((int) date.withDayOfMonth(date.lengthOfMonth()).toEpochDay());
        }
        assertThat(evaluate(DataType.DATE, col("x").time().isoWeek(), days)).isEqualTo(weeks);
        assertThat(evaluate(DataType.DATE, col("x").time().isoYear(), days)).isEqualTo(years);
        assertThat(evaluate(DataType.DATE, col("x").time().lastDayOfMonth(), days))
                .isEqualTo(last);
        assertThat(evaluate(DataType.DATE, col("x").time().quarter(), day("2024-03-31"), day("2024-10-01"), null))
                .containsExactly(1, 4, null);
        assertThatThrownBy(() -> evaluate(SECONDS, col("x").time().lastDayOfMonth(), Long.MAX_VALUE))
                .hasMessageContaining("lastDayOfMonth(x)")
                .hasMessageContaining("does not fit in a date");
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").time().quarter(), 1))
                .hasMessageContaining("needs a date or timestamp");
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").time().nanosecond(), 1))
                .hasMessageContaining("a date has no time of day");
    }

    @Test
    void takesTheFractionOfASecond() {
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().millisecond(), -1L, 1_234_567L, null))
                .containsExactly(999, 234, null);
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().nanosecond(), -1L, 1_234_567L))
                .containsExactly(999_999_000, 234_567_000);
        assertThat(evaluate(SECONDS, col("x").time().microsecond(), 5L)).containsExactly(0);
    }

    @Test
    void countsFromTheEpochAndBack() {
        assertThat(evaluate(
                        DataType.LOCAL_TIMESTAMP, col("x").time().toEpoch(Resolution.SECONDS), -1L, 1_999_999L, null))
                .containsExactly(-1L, 1L, null);
        assertThat(evaluate(DataType.DATE, col("x").time().toEpoch(Resolution.MILLIS), 1))
                .containsExactly(86_400_000L);
        assertThat(evaluate(
                        DataType.duration(Resolution.MILLIS), col("x").time().toEpoch(Resolution.NANOS), 5L))
                .containsExactly(5_000_000L);
        assertThat(evaluate(DataType.INT, col("x").time().fromEpoch(Resolution.MILLIS), -5, null))
                .containsExactly(-5L, null);
        assertThatThrownBy(() -> evaluate(SECONDS, col("x").time().toEpoch(Resolution.NANOS), Long.MAX_VALUE))
                .hasMessageContaining("timestamp(ns");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("x").time().fromEpoch(Resolution.MILLIS), 1.5))
                .hasMessageContaining("needs integers");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChronoUnit.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HALF_DAYS", "MILLENNIA", "ERAS", "FOREVER"})
    void movesAndMeasuresAsJavaTime(ChronoUnit unit) {
        Random random = Seeds.fresh();
        Object[] from = new Object[ROWS];
        Object[] to = new Object[ROWS];
        List<Object> moved = new ArrayList<>();
        List<Object> between = new ArrayList<>();
        int amount = random.nextInt(200) - 100;
        for (int row = 0; row < ROWS; row++) {
            LocalDateTime first = LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000)
                    .atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            first = row % 3 == 0 ? first.withDayOfMonth(first.toLocalDate().lengthOfMonth()) : first;
            LocalDateTime second = row % 4 == 0
                    ? first.plusMonths(row - 150).plusSeconds(row % 8 - 4)
                    : first.plusSeconds(random.nextInt());
            long perSecond = unit == ChronoUnit.NANOS ? 1_000_000_000 : 1_000_000;
            from[row] = first.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            to[row] = second.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            LocalDateTime later = first.plus(amount, unit);
            moved.add(later.toEpochSecond(ZoneOffset.UTC) * perSecond + later.getNano() / (1_000_000_000 / perSecond));
            between.add(unit.between(first, second));
        }
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().plus(amount, unit), from))
                .isEqualTo(moved);
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().minus(-amount, unit), from))
                .isEqualTo(moved);
        assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().until(col("y"), unit), from, to))
                .isEqualTo(between);
    }

    @Test
    void keepsTheDayOfTheMonthOrTakesTheLast() {
        assertThat(evaluate(
                        DataType.DATE,
                        col("x").time().plus(1, ChronoUnit.MONTHS),
                        day("2024-01-31"),
                        day("2023-01-31"),
                        day("2024-12-31"),
                        null))
                .containsExactly(day("2024-02-29"), day("2023-02-28"), day("2025-01-31"), null);
        assertThat(evaluate(DataType.DATE, col("x").time().minus(1, ChronoUnit.YEARS), day("2024-02-29")))
                .containsExactly(day("2023-02-28"));
    }

    @Test
    void refusesWhatATypeDoesNotReach() {
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").time().plus(1, ChronoUnit.DAYS), Integer.MAX_VALUE))
                .hasMessageContaining("is beyond what a date reaches; use smaller amounts");
        for (long time : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
            for (ChronoUnit unit : List.of(ChronoUnit.SECONDS, ChronoUnit.MONTHS, ChronoUnit.CENTURIES)) {
                long away = time < 0 ? -1 : 1;
                assertThatThrownBy(() -> evaluate(
                                DataType.LOCAL_TIMESTAMP, col("x").time().plus(away, unit), time))
                        .hasMessageContaining("cast to a coarser unit");
                assertThat(evaluate(DataType.LOCAL_TIMESTAMP, col("x").time().plus(0, unit), time))
                        .containsExactly(time);
            }
            assertThatThrownBy(() -> evaluate(
                            DataType.LONG, lit(LocalDate.EPOCH).time().plus(col("x"), ChronoUnit.MONTHS), time))
                    .hasMessageContaining("beyond what a date reaches");
        }
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").time().plus(1, ChronoUnit.HOURS), 1))
                .hasMessageContaining("a date has no HOURS")
                .hasMessageContaining("cast it to a timestamp");
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").time().plus(1, ChronoUnit.ERAS), 1))
                .hasMessageContaining("NANOS to CENTURIES");
        assertThatThrownBy(() -> evaluate(
                        DataType.LOCAL_TIMESTAMP,
                        col("x").time().until(col("y"), ChronoUnit.MICROS),
                        new Object[] {Long.MIN_VALUE},
                        new Object[] {1L}))
                .hasMessageContaining("more than a long holds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "UTC",
                "+05:30",
                "Africa/Casablanca",
                "Pacific/Apia"
            })
    void followsTheClocksOfAZone(String name) {
        ZoneId zone = ZoneId.of(name);
        Random random = Seeds.fresh();
        Object[] times = new Object[ROWS];
        List<Object> local = new ArrayList<>();
        List<Object> instants = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            long second = random.nextLong() % 10_000_000_000L;
            if (row % 2 == 0) {
                var change = zone.getRules().nextTransition(Instant.ofEpochSecond(second % 4_000_000_000L));
                second = change == null ? second : change.toEpochSecond() + random.nextInt(20_000) - 10_000;
            }
            times[row] = second;
            LocalDateTime here = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            local.add(
                    LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone).toEpochSecond(ZoneOffset.UTC));
            instants.add(here.atZone(zone).toEpochSecond());
        }
        DataType utc = DataType.timestamp(Resolution.SECONDS);
        assertThat(evaluate(utc, col("x").time().toLocal(zone), times)).isEqualTo(local);
        assertThat(evaluate(SECONDS, col("x").time().toInstant(zone), times)).isEqualTo(instants);
    }

    @Test
    void tellsLocalTimesFromInstants() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(evaluate(
                        DataType.LOCAL_TIMESTAMP,
                        col("x").time().toInstant(berlin),
                        micros("2024-03-31T02:30:00"),
                        micros("2024-10-27T02:30:00"),
                        null))
                .containsExactly(micros("2024-03-31T01:30:00"), micros("2024-10-27T00:30:00"), null);
        assertThatThrownBy(() -> evaluate(DataType.TIMESTAMP, col("x").time().toInstant(berlin), 1L))
                .hasMessageContaining("needs a local timestamp");
        assertThatThrownBy(() -> evaluate(DataType.TIMESTAMP, col("x").time().toLocal(berlin), Long.MAX_VALUE))
                .hasMessageContaining("near to the end");
    }

    @Test
    void makesTimesOfTheirParts() {
        assertThat(evaluate(DataType.INT, date(col("x"), 2, 29), 2024, null)).containsExactly(day("2024-02-29"), null);
        assertThatThrownBy(() -> evaluate(DataType.INT, date(col("x"), 2, 29), 2024, 2023))
                .hasMessageContaining("there is no date of 2023, 2 and 29");
        assertThat(evaluate(DataType.INT, time(23, col("x"), 59), 5)).containsExactly(23 * 3600 + 5 * 60 + 59L);
        assertThatThrownBy(() -> evaluate(DataType.INT, time(24, col("x"), 59), 5))
                .hasMessageContaining("there is no time of 24, 5 and 59");
        assertThat(evaluate(DataType.DATE, col("x").time().atTime(time(1, 2, 3)), 1, null))
                .containsExactly(86_400 + 3723L, null);
        assertThatThrownBy(() -> evaluate(
                        DataType.DATE,
                        col("x").time().atTime(time(1, 2, 3).cast(DataType.time(Resolution.NANOS))),
                        Integer.MAX_VALUE))
                .hasMessageContaining("cast the time to a coarser unit");
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").time().atTime(time(1, 2, 3)), 1))
                .hasMessageContaining("needs a date and a time of day");
    }

    @Test
    void writesAndReadsByAPattern() {
        String pattern = "dd.MM.yyyy HH:mm:ss.SSS";
        Random random = Seeds.fresh();
        Object[] times = new Object[ROWS];
        Object[] texts = new Object[ROWS];
        for (int row = 0; row < ROWS; row++) {
            long millis = random.nextLong() >> 20;
            times[row] = millis;
            texts[row] = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss.SSS", Locale.ENGLISH)
                    .format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
        }
        DataType type = DataType.localTimestamp(Resolution.MILLIS);
        assertThat(evaluate(type, col("x").time().format(pattern), times)).containsExactly(texts);
        assertThat(evaluate(DataType.STRING, col("x").time().parse(type, pattern), texts))
                .containsExactly(times);
        assertThat(evaluate(DataType.TIMESTAMP, col("x").time().format("HH:mm xxx"), 0L, null))
                .containsExactly("00:00 +00:00", null);
        assertThat(evaluate(DataType.DATE, col("x").time().format("d. MMMM yyyy", Locale.GERMAN), day("2024-03-01")))
                .containsExactly("1. März 2024");
    }

    @Test
    void readsOnlyDatesThatExist() {
        Expression parsed = col("x").time().tryParse(DataType.DATE, "d/M/yyyy");
        assertThat(evaluate(
                        DataType.STRING,
                        parsed,
                        "29/2/2024",
                        "29/2/2023",
                        "31/4/2024",
                        "1/1/2024x",
                        "",
                        null,
                        " 1/1/2024"))
                .containsExactly(day("2024-02-29"), null, null, null, null, null, null);
        assertThatThrownBy(
                        () -> evaluate(DataType.STRING, col("x").time().parse(DataType.DATE, "d/M/yyyy"), "31/4/2024"))
                .hasMessageContaining("31/4/2024")
                .hasMessageContaining("tryParse gives null instead");
        assertThat(evaluate(
                        DataType.STRING,
                        col("x").time().parse(DataType.TIMESTAMP, "yyyy-MM-dd HH:mm VV"),
                        "2024-07-01 12:00 Europe/Berlin"))
                .containsExactly(micros("2024-07-01T10:00:00"));
        assertThat(evaluate(
                        DataType.STRING, col("x").time().parse(DataType.time(Resolution.SECONDS), "h:mm a"), "1:05 PM"))
                .containsExactly(13 * 3600 + 300L);
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").time().parse(DataType.DATE, "yyyy"), "2024"))
                .hasMessageContaining("neither a whole date nor a time of day");
        assertThatThrownBy(() -> evaluate(DataType.STRING, col("x").time().parse(DataType.DATE, "{"), "2024"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a pattern of DateTimeFormatter");
        assertThatThrownBy(() -> evaluate(DataType.DATE, col("x").time().format("HH:mm"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a date has no value for a letter of the pattern");
        assertThatThrownBy(() -> evaluate(DataType.INT, col("x").time().format("HH:mm"), 1))
                .hasMessageContaining("needs a date, timestamp or time");
        assertThatThrownBy(() -> evaluate(SECONDS, col("x").time().format("yyyy"), Long.MAX_VALUE))
                .hasMessageContaining("leave such values out");
    }
}
