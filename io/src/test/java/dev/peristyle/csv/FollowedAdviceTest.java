package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.architecture.Advice;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error about a value advises is done: then the file is read, and neither this value nor one of before loses a digit. */
class FollowedAdviceTest {
    private static final Pattern TYPE =
            Pattern.compile("(?:type|add)\\(\"x\", (DataType\\.[^;,]*?(?:\\([^)]*\\))?)\\)");

    private static final List<String> TEXTS = List.of(
            "1.53e4",
            "1e1",
            "1.5",
            "-1",
            "256",
            "70000",
            "3000000000",
            "9223372036854775808",
            "18446744073709551616",
            "-99999999999999999999",
            "1.255",
            "0.12345678901234567890",
            "1234567890123456.789",
            "99999999999999999999999999999999999999",
            "123456789012345678901234567890123456789012",
            "1e39",
            "1e400",
            "n/a",
            "2024-02-29T12:00:00.001Z",
            "2024-02-29T12:00:00.123456789",
            "2300-01-01T00:00:00.000000001Z",
            "23:59:59.5",
            "24:00:00",
            "PT1.5S",
            "P1M",
            "0x0102",
            "0x1");

    @TempDir
    private Path directory;

    /** A value that was read, the one that was refused, and the type that the error advised. */
    private record Case(DataType type, String before, String text, String advised, boolean schema) {}

    @Test
    void everyAdviceOnAValueWorksAndLosesNothing() throws Exception {
        List<Case> cases = new ArrayList<>();
        Set<String> codes = new LinkedHashSet<>();
        for (DataType type : AllTypes.LIST) {
            for (String text : TEXTS) {
                boolean schema = (type.toString() + text).hashCode() % 2 == 0;
                Case advised = advice(type, text, schema);
                if (advised != null) {
                    cases.add(advised);
                    codes.add("dev.peristyle.schema." + advised.advised);
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(300);
        Advice.compile(codes, "", directory);
        List<DataType> types = typesOf(codes.size());
        List<String> order = List.copyOf(codes);
        for (Case each : cases) {
            follow(each, types.get(order.indexOf("dev.peristyle.schema." + each.advised)));
        }
    }

    private Case advice(DataType type, String text, boolean schema) throws IOException {
        String before = extreme(type);
        Throwable error = catchThrowable(() -> read(file(before, text), type, schema));
        if (error == null) {
            return null;
        }
        assertThat(error).isInstanceOf(MalformedDataException.class);
        assertThat(error.getMessage()).contains(schema ? "in the schema: add(" : "CsvOptions.builder().type(");
        Matcher advised = TYPE.matcher(error.getMessage());
        assertThat(advised.find()).as("advice of %s", error).isTrue();
        return new Case(type, before, text, advised.group(1), schema);
    }

    /** A value that needs all digits of its type. */
    private static String extreme(DataType type) {
        if (type instanceof DataType.Int integer) {
            int bits = integer.signed() ? integer.bits() - 1 : integer.bits();
            return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toString();
        }
        if (type instanceof DataType.Decimal) {
            return new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE), type.scale())
                    .toPlainString();
        }
        return type instanceof DataType.Floating ? "0.1" : "";
    }

    private Path file(String before, String text) throws IOException {
        return Files.writeString(directory.resolve("values.csv"), "x,y\n" + before + ",1\n" + text + ",2\n");
    }

    private List<String> read(Path file, DataType type, boolean schema) throws IOException {
        CsvOptions.Builder options = CsvOptions.builder();
        if (schema) {
            options.schema(
                    Schema.builder().add("x", type).add("y", DataType.LONG).build());
        } else {
            options.type("x", type);
        }
        Path out = directory.resolve("out.csv");
        Csv.scan(file, options.build()).select("x").write(Csv.to(out));
        return Files.readAllLines(out);
    }

    private List<DataType> typesOf(int count) throws Exception {
        List<DataType> types = new ArrayList<>();
        URL[] compiled = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(compiled, getClass().getClassLoader())) {
            Class<?> advised = loader.loadClass("Advised");
            var constructor = advised.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object made = constructor.newInstance();
            for (int number = 0; number < count; number++) {
                Method method = advised.getDeclaredMethod("advised" + number);
                method.setAccessible(true);
                types.add((DataType) method.invoke(made));
            }
        }
        return types;
    }

    private void follow(Case each, DataType type) throws IOException {
        List<String> lines = read(file(each.before, each.text), type, each.schema);
        assertSame(each, each.before, lines.get(1));
        assertSame(each, each.text, lines.get(2));
    }

    private static void assertSame(Case each, String text, String written) {
        if (text.matches("-?[0-9.]+([eE]-?[0-9]+)?") && !written.equals(text)) {
            BigDecimal number = new BigDecimal(text);
            assertThat(new BigDecimal(written).compareTo(number) == 0
                            || new BigDecimal(Double.parseDouble(written)).compareTo(number) == 0)
                    .as("%s, written as %s", each, written)
                    .isTrue();
        } else {
            // a time without a zone is one in UTC where that type is said
            assertThat(written).as("%s", each).isIn(text, text + "Z");
        }
    }

    @Test
    void aNumberWithAnExponentIsConvertedByTheCastThatTheAdviceNames() throws IOException {
        for (DataType type : List.of(DataType.decimal(18, 3), DataType.LONG)) {
            Path file = file("1", "1.53e4");
            Throwable error = catchThrowable(() -> read(file, type, false));
            assertThat(error).hasMessageContainingAll("type(\"x\", DataType.STRING)", "col(\"x\").cast(DataType.");
            CsvOptions options = CsvOptions.builder().type("x", DataType.STRING).build();
            Path out = directory.resolve("cast.csv");
            Csv.scan(file, options).select("x").with("x", col("x").cast(type)).write(Csv.to(out));
            assertThat(new BigDecimal(Files.readAllLines(out).get(2))).isEqualByComparingTo("15300");
        }
    }

    @Test
    void theTextForNullIsAddedToThoseThatAreSet() throws IOException {
        Path file = file("NULL", "\\N");
        CsvOptions options =
                CsvOptions.builder().type("x", DataType.LONG).nullTokens("NULL").build();
        assertThat(catchThrowable(() -> Csv.scan(file, options).collect().close()))
                .hasMessageContaining("nullTokens(\"NULL\", \"\\\\N\")");
        CsvOptions followed = CsvOptions.builder()
                .type("x", DataType.LONG)
                .nullTokens("NULL", "\\N")
                .build();
        assertThat(Csv.scan(file, followed).filter(col("x").isNull()).count()).isEqualTo(2);
    }

    @Test
    void blanksAroundANumberAreLeftOutByTrim() throws IOException {
        Path file = file("1", " 2\t");
        CsvOptions.Builder options = CsvOptions.builder().type("x", DataType.LONG);
        assertThat(catchThrowable(
                        () -> Csv.scan(file, options.build()).collect().close()))
                .hasMessageContainingAll("it has blanks around it", "CsvOptions.builder().trim(true)");
        assertThat(Csv.scan(file, options.trim(true).build()).valuesOf("x")).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void columnsOfAFileWithoutAByteAreGivenByTheAdvice() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");
        Schema schema = Schema.builder().add("x", DataType.LONG).build();
        assertThat(catchThrowable(() -> Csv.scan(empty, CsvOptions.builder().build())))
                .hasMessageContaining("CsvOptions.builder().schema(...)");
        assertThat(Csv.scan(empty, CsvOptions.builder().schema(schema).build()).count())
                .isZero();
        assertThat(catchThrowable(
                        () -> Csv.scan(empty, CsvOptions.builder().noHeader().build())))
                .hasMessageContaining("CsvOptions.builder().noHeader().schema(...)");
        assertThat(Csv.scan(
                                empty,
                                CsvOptions.builder().noHeader().schema(schema).build())
                        .count())
                .isZero();
    }
}
