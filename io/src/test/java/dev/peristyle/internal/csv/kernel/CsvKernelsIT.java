package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** On the packaged jar: the kernels that a build lane promises are the ones that run, and they do what the scalar ones do. */
class CsvKernelsIT {
    private static final int INT32 = 0;
    private static final int DECIMAL = 1;
    private static final int DATE = 2;
    private static final int INT64 = 3;
    private static final int DOUBLE = 4;
    private static final String PROMISED = System.getProperty("peristyle.promisedKernels", "");

    @Test
    void runsTheKernelsThatTheLanePromises() {
        assertThat(CsvKernels.structure().name()).startsWith(PROMISED);
        if (PROMISED.equals("vector")) {
            assertThat(VectorKernels.PARSERS).isTrue();
        }
    }

    @Test
    void parsesAsTheScalarKernelsDo() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = Seeds.random(seed);
            List<String> texts = new ArrayList<>();
            int count = random.nextInt(200);
            int parser = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                int kind = random.nextInt(30);
                texts.add(
                        kind == 0
                                ? ""
                                : kind == 1 && parser != DATE
                                        ? "\"12\""
                                        : kind == 2 && random.nextInt(9) == 0 ? "1x" : text(random, parser));
            }
            try (ParsedColumn best = new ParsedColumn(texts, Seeds.random(seed), 8);
                    ParsedColumn scalar = new ParsedColumn(texts, Seeds.random(seed), 8)) {
                int expected = parse(parser, scalar, true);
                assertThat(parse(parser, best, false)).as("seed %d", seed).isEqualTo(expected);
                assertThat(best.state.nullCount).isEqualTo(scalar.state.nullCount);
                int same = expected < 0 ? count : expected / 64 * 64;
                for (int i = 0; i < same * (parser == INT32 || parser == DATE ? 4 : 8); i++) {
                    assertThat(UnsafeApi.getByte(best.values + i))
                            .as("seed %d, byte %d", seed, i)
                            .isEqualTo(UnsafeApi.getByte(scalar.values + i));
                }
                for (int i = 0; i < same; i++) {
                    assertThat(best.present(i)).as("seed %d, row %d", seed, i).isEqualTo(scalar.present(i));
                }
            }
        }
    }

    private static String text(Random random, int parser) {
        if (parser == DATE) {
            return String.format(
                    "%04d-%02d-%02d", 1 + random.nextInt(9999), 1 + random.nextInt(12), 1 + random.nextInt(28));
        }
        if (parser == DOUBLE) {
            return floating(random);
        }
        String number = parser == INT64
                ? Long.toString(random.nextLong() >> random.nextInt(64))
                : Integer.toString(random.nextInt() >> random.nextInt(32));
        return parser == DECIMAL && random.nextInt(4) != 0 ? number + (random.nextInt(9) == 0 ? ".5" : ".25") : number;
    }

    /** Up to eleven digits with a point at every place or none, and forms that are never short. */
    private static String floating(Random random) {
        int form = random.nextInt(40);
        if (form < 4) {
            return List.of("-0", "-0.0", "-inf", "1e-7").get(form);
        }
        StringBuilder number = new StringBuilder();
        int digits = 1 + random.nextInt(random.nextInt(9) == 0 ? 11 : 8);
        for (int i = 0; i < digits; i++) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        if (random.nextInt(4) != 0) {
            number.insert(random.nextInt(digits + 1), '.');
        }
        return random.nextInt(3) == 0 ? "-" + number : number.toString();
    }

    private static int parse(int parser, ParsedColumn c, boolean scalar) {
        FieldColumn fields = c.fields('"', null);
        return switch (parser) {
            case INT32 -> scalar ? Int32Parser.parseScalar(fields, c.state) : Int32Parser.parse(fields, c.state);
            case DECIMAL -> scalar ? DecimalParser.parseScalar(fields, c.state) : DecimalParser.parse(fields, c.state);
            case INT64 -> scalar ? Int64Parser.parseScalar(fields, c.state) : Int64Parser.parse(fields, c.state);
            case DOUBLE -> scalar ? DoubleParser.parseScalar(fields, c.state) : DoubleParser.parse(fields, c.state);
            default -> scalar ? DateParser.parseScalar(fields, c.state) : DateParser.parse(fields, c.state);
        };
    }
}
