package dev.peristyle;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records become rows, and rows the same records. */
class RecordsTest {

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    record Point(int x, Long y) {}

    record Place(String city, Point point) {}

    record Numbers(
            boolean flag,
            byte tiny,
            short small,
            int count,
            long total,
            float ratio,
            double price,
            Boolean maybeFlag,
            Byte maybeTiny,
            Short maybeSmall,
            Integer maybeCount,
            Long maybeTotal,
            Float maybeRatio,
            Double maybePrice,
            BigInteger large,
            BigDecimal amount) {}

    record Others(
            String text,
            CharSequence view,
            Colour colour,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            Instant instant,
            Duration duration,
            Optional<String> maybeText,
            Optional<Colour> maybeColour,
            Optional<Long> maybeLong,
            OptionalInt maybeInt,
            OptionalLong maybeTotal,
            OptionalDouble maybePrice,
            Place place) {}

    record Binary(byte[] bytes) {}

    private static Execution threads(int count) {
        return Execution.builder().threads(count).traceAllocations(true).build();
    }

    private static <T> T maybe(Random random, T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private static Numbers numbers(Random random) {
        return new Numbers(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                Float.intBitsToFloat(random.nextInt() & 0x7F7F_FFFF),
                random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
                maybe(random, random.nextBoolean()),
                maybe(random, (byte) random.nextInt()),
                maybe(random, (short) random.nextInt()),
                maybe(random, random.nextInt()),
                maybe(random, random.nextLong()),
                maybe(random, random.nextFloat()),
                maybe(random, random.nextDouble()),
                maybe(random, new BigInteger(120, random).negate()),
                maybe(random, new BigDecimal(new BigInteger(120, random), 18)));
    }

    private static Others others(Random random) {
        Point point = maybe(random, new Point(random.nextInt(), maybe(random, random.nextLong())));
        String city = maybe(random, "city \uD83C\uDFDB " + random.nextInt());
        return new Others(
                maybe(random, "text \u00E9 " + random.nextInt()),
                maybe(random, "view"),
                maybe(random, Colour.values()[random.nextInt(2)]),
                maybe(random, LocalDate.ofEpochDay(random.nextInt())),
                maybe(random, LocalTime.ofNanoOfDay(random.nextInt(1 << 30))),
                maybe(
                        random,
                        LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000), ZoneOffset.UTC)),
                maybe(random, Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))),
                maybe(random, Duration.ofNanos(random.nextLong())),
                Optional.ofNullable(maybe(random, "maybe")),
                Optional.ofNullable(maybe(random, Colour.GREEN)),
                Optional.ofNullable(maybe(random, random.nextLong())),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
                // a record of nothing but nulls comes back as null
                city == null && point == null ? null : new Place(city, point));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void recordsComeBackAsTheyWere(int threads) {
        Random random = Seeds.random(1);
        for (int count : new int[] {0, 1, 65, 4_096, 4_097, 9_000}) {
            List<Numbers> numbers =
                    Stream.generate(() -> numbers(random)).limit(count).toList();
            List<Others> others =
                    Stream.generate(() -> others(random)).limit(count).toList();
            assertThat(Pipeline.from(numbers, Numbers.class).using(threads(threads)).stream(Numbers.class))
                    .isEqualTo(numbers);
            assertThat(Pipeline.from(others, Others.class).using(threads(threads)).stream(Others.class))
                    .isEqualTo(others);
        }
    }

    @Test
    void bytesAreCopied() {
        byte[] bytes = {1, 0, -1};
        Pipeline pipeline =
                Pipeline.from(List.of(new Binary(bytes), new Binary(new byte[0]), new Binary(null)), Binary.class);
        try (Table table = pipeline.collect()) {
            bytes[0] = 9;
            List<byte[]> found = new ArrayList<>();
            Pipeline.from(table).forEach(row -> found.add((byte[]) row.get(0)));
            assertThat(found).containsExactly(new byte[] {1, 0, -1}, new byte[0], null);
        }
    }

    @Test
    void theColumnsAreThoseOfTheTable() {
        assertThat(Records.of(Numbers.class).schema().toString())
                .isEqualTo(Pipeline.from(List.of(), Numbers.class).schema().toString());
        assertThat(Records.of(Numbers.class).schema().fields())
                .extracting(field -> field.type().toString())
                .containsExactly(
                        "boolean",
                        "byte",
                        "short",
                        "int",
                        "long",
                        "float",
                        "double",
                        "boolean",
                        "byte",
                        "short",
                        "int",
                        "long",
                        "float",
                        "double",
                        "decimal(38,0)",
                        "decimal(38,18)");
        assertThat(Records.of(Others.class).schema().names())
                .contains("place_city", "place_point_x", "place_point_y")
                .doesNotContain("place");
        Records<Others> coarse = Records.of(Others.class)
                .with("time", DataType.time(Resolution.SECONDS))
                .with("place_point_x", DataType.LONG);
        assertThat(coarse.schema().field("time").type()).isEqualTo(DataType.time(Resolution.SECONDS));
        assertThat(coarse.from(List.of()).schema().field("place_point_x").type())
                .isEqualTo(DataType.LONG);
    }

    record Char(char letter) {}

    record Node(int value, Node next) {}

    record Clash(Point a, int a_x) {}

    record Empty() {}

    record Wild(Optional<?> anything) {}

    @Test
    void whatHasNoColumnIsRefusedWhenThePipelineIsBuilt() {
        assertThatThrownBy(() -> Records.of(Char.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "record Char, component 'letter' is of type char, which has no column. Components are"
                                + " primitives but char");
        assertThatThrownBy(() -> Records.of(Wild.class)).hasMessageContaining("java.util.Optional<?>");
        assertThatThrownBy(() -> Records.of(Node.class))
                .hasMessage(
                        "record Node, component 'next': a record that contains itself has no fixed number of columns");
        assertThatThrownBy(() -> Records.of(Clash.class))
                .hasMessage("record Clash: the components 'a.x' and 'a_x' both become the column 'a_x'");
        assertThatThrownBy(() -> Records.of(Empty.class)).hasMessage("record Empty has no components, so no columns");
        assertThatThrownBy(() -> Records.of(Numbers.class).with("price", DataType.FLOAT))
                .hasMessage(
                        "record Numbers, component 'price': a column of type float does not hold its values; it is of type"
                                + " double by default");
        assertThatThrownBy(() -> Records.of(Numbers.class).with("prize", DataType.DOUBLE))
                .hasMessageContaining("prize")
                .hasMessageContaining("price");
    }

    /** The rows before it are delivered, then the run ends with the number of the record and the name of the component. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aValueThatItsColumnDoesNotHaveNamesItsRecord(int threads) {
        for (int bad : new int[] {0, 1, 4_095, 4_096, 9_000}) {
            List<Place> places = new ArrayList<>(Collections.nCopies(10_000, new Place("x", new Point(7, 8L))));
            places.set(bad, new Place("y", new Point(300, 9L)));
            // comes later, in a column before
            places.set(bad + 3, new Place("\uD800", null));
            Pipeline pipeline = Records.of(Place.class)
                    .with("point_x", DataType.BYTE)
                    .from(places)
                    .using(threads(threads));
            AtomicInteger seen = new AtomicInteger();
            ComputationException failure = catchThrowableOfType(
                    ComputationException.class, () -> pipeline.forEach(row -> seen.incrementAndGet()));
            assertThat(failure)
                    .hasMessage("record " + (bad + 1)
                            + " of Place, component 'point.x': 300 does not fit column 'point_x' of"
                            + " type byte. Give the column another type, with Records.of(Place.class).with(\"point_x\", type),"
                            + " or change the record");
            assertThat(seen).hasValue(bad);
        }
    }

    record Odd(int number) {
        @Override
        public int number() {
            if (number % 2 == 0) {
                throw new IllegalStateException("even");
            }
            return number;
        }
    }

    @Test
    void aComponentThatThrowsEndsTheRun() {
        assertThatThrownBy(() -> Pipeline.from(List.of(new Odd(1), new Odd(2)), Odd.class)
                        .valuesOf("number"))
                .isInstanceOf(ComputationException.class)
                .hasMessage("record 2 of Odd, component 'number': java.lang.IllegalStateException: even")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(Pipeline.from(List.of(new Odd(1), new Odd(2)), Odd.class).count())
                .as("which nobody asks for")
                .isEqualTo(2);
    }

    @Test
    void anIteratorThatThrowsEndsTheRunAfterItsRecords() {
        IllegalStateException cause = new IllegalStateException("the queue is closed");
        Iterator<Point> broken = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Point next() {
                if (given == 5_000) {
                    throw cause;
                }
                return new Point(given++, null);
            }
        };
        AtomicInteger seen = new AtomicInteger();
        assertThatThrownBy(() -> Pipeline.from(broken, Point.class).forEach(row -> seen.incrementAndGet()))
                .isSameAs(cause);
        assertThat(seen).hasValue(5_000);
        assertThatThrownBy(() -> Pipeline.from(Arrays.asList(new Point(1, 2L), null), Point.class)
                        .count())
                .isInstanceOf(ComputationException.class)
                .hasMessageStartingWith("record 2 of Point is null");
    }

    /** An expression that fails says which record it was. */
    @Test
    void anExpressionThatFailsNamesTheRecord() {
        List<Point> points = LongStream.rangeClosed(1, 6_000)
                .mapToObj(number -> new Point((int) number, number))
                .toList();
        assertThatThrownBy(() -> Pipeline.from(points, Point.class)
                        .with("short", col("y").plus(27_767).cast(DataType.SHORT))
                        .valuesOf("short"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("record 5001 of Point");
    }

    @Test
    void iteratorsAndStreamsAreReadOnce() {
        Pipeline iterated = Pipeline.from(List.of(new Point(1, 2L)).iterator(), Point.class);
        assertThat(iterated.count()).isEqualTo(1);
        assertThatThrownBy(iterated::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can be read by one run")
                .hasMessageContaining("Iterable");
        AtomicInteger closed = new AtomicInteger();
        Stream<Point> stream = Stream.of(new Point(1, 2L)).onClose(closed::incrementAndGet);
        Pipeline streamed = Pipeline.from(stream, Point.class);
        assertThat(closed).hasValue(0);
        assertThat(streamed.valuesOf("x")).containsExactly(1);
        assertThat(closed).hasValue(1);
        Pipeline again = Pipeline.from(List.of(new Point(1, 2L)), Point.class);
        assertThat(again.count() + again.count()).isEqualTo(2);
    }

    @Test
    void aRunThatIsLeftTakesNoMoreThanItNeedsAndClosesTheStream() {
        AtomicLong taken = new AtomicLong();
        AtomicInteger closed = new AtomicInteger();
        Stream<Point> endless = Stream.generate(() -> new Point((int) taken.incrementAndGet(), null))
                .onClose(closed::incrementAndGet);
        List<Point> first =
                Pipeline.from(endless, Point.class).limit(3).stream(Point.class).toList();
        assertThat(first).containsExactly(new Point(1, null), new Point(2, null), new Point(3, null));
        assertThat(taken.get()).isLessThanOrEqualTo(100_000);
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void manyRecordsTakeTheMemoryOfFew(int threads) {
        String longText = "x".repeat(1_000);
        Iterator<Place> places = IntStream.range(0, 200_000)
                .mapToObj(number -> new Place(longText, new Point(number % 10, 1L)))
                .iterator();
        Execution small =
                Execution.builder().threads(threads).memoryLimit(2 << 20).build();
        try (Table table = Pipeline.from(places, Place.class)
                .using(small)
                .groupBy("point_x")
                .aggregate(count().as("n"), sum(col("city").length()).as("letters"))
                .collect()) {
            assertThat(table.rowCount()).isEqualTo(10);
            assertThat(Pipeline.from(table).valuesOf("n")).containsOnly(20_000L);
            assertThat(Pipeline.from(table).valuesOf("letters")).containsOnly(20_000_000L);
        }
    }

    @Test
    void oneRecordLargerThanTheLimitIsAnError() {
        Execution small = Execution.builder().threads(1).memoryLimit(1 << 20).build();
        List<Place> places = List.of(new Place("a", null), new Place("x".repeat(4 << 20), null));
        assertThatThrownBy(() -> Pipeline.from(places, Place.class).using(small).valuesOf("city"))
                .isInstanceOf(MemoryLimitException.class);
    }

    /** Half of a character has no bytes in UTF-8; a question mark has. */
    @Test
    void halfOfAPairOfSurrogatesIsRefused() {
        List<Place> places =
                List.of(new Place("?", null), new Place("a\uD83C\uDFDB?", null), new Place("?b\uDFDB", null));
        assertThat(Pipeline.from(places.subList(0, 2), Place.class).valuesOf("city"))
                .containsExactly("?", "a\uD83C\uDFDB?");
        assertThatThrownBy(() -> Pipeline.from(places, Place.class).valuesOf("city"))
                .isInstanceOf(ComputationException.class)
                .hasMessageStartingWith(
                        "record 3 of Place, component 'city': a text with half of a pair of surrogates, at index 2,"
                                + " does not fit column 'city' of type string.");
    }

    /** What the issue of a job with lists is: the sums that plain Java has. */
    @Test
    void sumsAreThoseOfPlainJava() {
        Random random = Seeds.random(2);
        List<Numbers> numbers =
                Stream.generate(() -> numbers(random)).limit(10_000).toList();
        BigDecimal expected = numbers.stream()
                .filter(number -> number.flag() && number.amount() != null)
                .map(number -> number.amount().setScale(2, RoundingMode.HALF_EVEN))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Object found = Pipeline.from(numbers, Numbers.class)
                .filter(col("flag"))
                .aggregate(sum(col("amount").cast(DataType.decimal(38, 2), RoundingMode.HALF_EVEN))
                        .as("sum"))
                .valuesOf("sum")
                .get(0);
        assertThat((BigDecimal) found).isEqualByComparingTo(expected);
    }

    record Strange(Colour colour) {}

    record Named(String colour) {}

    @Test
    void aNameThatIsNoConstantIsAnError() {
        assertThatThrownBy(() -> Pipeline.from(List.of(new Named("RED"), new Named("BLUE")), Named.class).stream(
                                Strange.class)
                        .toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "record Strange, component 'colour': column 'colour' is 'BLUE' in row 1 (counted from 0), but the"
                                + " constants are RED, GREEN; declare the component as String, or filter such rows");
    }
}
