package dev.peristyle.npy;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy itself reads what is written here and writes what is read here. Skipped where it is not installed. */
class NumPyProgramTest {

    private static boolean installed;

    @TempDir
    private Path directory;

    @BeforeAll
    static void look() throws Exception {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import numpy")
                    .redirectErrorStream(true)
                    .start();
            installed = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            installed = false;
        }
    }

    private String python(String... lines) throws Exception {
        Process process = new ProcessBuilder("python3", "-c", "import numpy as np\n" + String.join("\n", lines))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void readsWhatIsWrittenHere() throws Exception {
        assumeTrue(installed, "NumPy is installed");
        Path csv = Files.writeString(directory.resolve("in.csv"), """
                id,price,name,day,at,sold
                1,2.5,é€😀,2026-01-31,2026-01-31T10:00:00.25Z,true
                -7,1e300,x,1969-12-31,1969-12-31T23:59:59Z,false
                """);
        Pipeline rows = Csv.scan(csv);
        rows.write(Npy.to(directory.resolve("r.npy"), Map.of("name", 4)));
        rows.select("price").write(Npy.to(directory.resolve("p.npy")));
        rows.select("price").with("twice", col("price").times(2.0)).write(Npy.toMatrix(directory.resolve("m.npy")));
        assertThat(python(
                        "a = np.load('r.npy')",
                        "print(a.shape, a.dtype.names, a['id'].tolist(), a['price'].tolist(), ascii(a['name'].tolist()))",
                        "print(a['day'].astype(str).tolist(), a['at'].astype(str).tolist(), a['sold'].tolist())",
                        "p = np.load('p.npy', mmap_mode='r'); m = np.load('m.npy', mmap_mode='r')",
                        "print(p.shape, p.dtype, p[0], m.shape, m.flags.c_contiguous, m[0].tolist())"))
                .isEqualToNormalizingNewlines("""
                        (2,) ('id', 'price', 'name', 'day', 'at', 'sold') [1, -7] [2.5, 1e+300] ['\\xe9\\u20ac\\U0001f600', 'x']
                        ['2026-01-31', '1969-12-31'] ['2026-01-31T10:00:00.250000', '1969-12-31T23:59:59.000000'] [True, False]
                        (2,) float64 2.5 (2, 2) True [2.5, 5.0]""");
    }

    @Test
    void writesWhatIsReadHere() throws Exception {
        assumeTrue(installed, "NumPy is installed");
        python(
                "names = ['b1','i1','i2','i4','i8','u1','u2','u4','u8','f2','f4','f8']",
                "t = np.dtype([(n + o, o + n) for n in names for o in '<>'] + [('s', 'S3'), ('u', '>U2'), ('d', '>M8[D]'), ('t', 'M8[ns]'), ('m', 'm8[ms]')], align=True)",
                "a = np.zeros(1000, t)",
                "for n in t.names[:24]: a[n] = (np.arange(1000) % 2 == 1) if n.startswith('b') else np.arange(1000) % 100",
                "a['s'] = (np.arange(1000) % 100).astype('S'); a['u'] = (np.arange(1000) % 100).astype('U')",
                "a['d'] = np.arange(1000); a['t'] = np.arange(1000); a['m'] = np.arange(1000)",
                "a['d'][5] = 'NaT'; a['t'][5] = 'NaT'; a['m'][5] = 'NaT'",
                "np.save('a.npy', a); np.save('f.npy', np.asfortranarray(np.arange(6).reshape(6, 1)))");
        try (RowCursor row = Npy.scan(directory.resolve("a.npy")).rows()) {
            List<String> names = row.schema().names();
            assertThat(names).hasSize(29);
            int count = 0;
            for (; row.next(); count++) {
                int value = count % 100;
                for (String name : names.subList(0, 24)) {
                    if (name.startsWith("b")) {
                        assertThat(row.getBoolean(name)).isEqualTo(count % 2 == 1);
                    } else if (name.startsWith("f4") || name.startsWith("f2")) {
                        assertThat(row.getFloat(name)).isEqualTo(value);
                    } else if (name.startsWith("f8")) {
                        assertThat(row.getDouble(name)).isEqualTo(value);
                    } else {
                        assertThat(row.getBigInteger(name).intValueExact())
                                .as(name)
                                .isEqualTo(value);
                    }
                }
                assertThat(row.getString("s")).isEqualTo(String.valueOf(value));
                assertThat(row.getString("u")).isEqualTo(String.valueOf(value));
                for (String name : List.of("d", "t", "m")) {
                    assertThat(row.isNull(name)).as(name).isEqualTo(count == 5);
                }
                if (count != 5) {
                    assertThat(row.getEpochDay("d")).isEqualTo(count);
                    assertThat(row.getUnits("t")).isEqualTo(count);
                    assertThat(row.getUnits("m")).isEqualTo(count);
                }
            }
            assertThat(count).isEqualTo(1000);
        }
        assertThat(Npy.scan(directory.resolve("f.npy")).count()).isEqualTo(6);
    }

    @Test
    void readsArchivesThatAreWrittenHere() throws Exception {
        assumeTrue(installed, "NumPy is installed");
        Path csv = Files.writeString(directory.resolve("in.csv"), """
                id,price,größe,day
                1,2.5,é€😀,2026-01-31
                -7,1e300,x,1969-12-31
                """);
        Pipeline rows = Csv.scan(csv);
        rows.write(Npz.to(directory.resolve("s.npz"), Map.of("größe", 4)));
        rows.write(Npz.toCompressed(directory.resolve("c.npz"), Map.of("größe", 4)));
        for (String name : List.of("s", "c")) {
            assertThat(python(
                            "a = np.load('" + name + ".npz')",
                            "print(ascii(a.files), a['id'].tolist(), a['price'].tolist(), ascii(a['größe'].tolist()))",
                            "print(a['day'].astype(str).tolist(), a.zip.testzip())"))
                    .isEqualToNormalizingNewlines("""
                            ['id', 'price', 'gr\\xf6\\xdfe', 'day'] [1, -7] [2.5, 1e+300] ['\\xe9\\u20ac\\U0001f600', 'x']
                            ['2026-01-31', '1969-12-31'] None""");
        }
    }

    @Test
    void writesArchivesThatAreReadHere() throws Exception {
        assumeTrue(installed, "NumPy is installed");
        python(
                "id = np.arange(200000); m = np.stack([id * 2, -id], axis=1)",
                "t = (id % 1000).astype('U')",
                "np.savez('s.npz', id=id, m=m, größe=t); np.savez_compressed('c.npz', id=id, m=m, größe=t)",
                "np.savez('n.npz', np.zeros(0)); np.savez('e.npz')");
        for (String name : List.of("s.npz", "c.npz")) {
            assertThat(Npz.arrays(directory.resolve(name))).containsExactly("id", "m", "größe");
            int count = 0;
            try (RowCursor row = Npz.scan(directory.resolve(name)).rows()) {
                for (; row.next(); count++) {
                    assertThat(row.getLong("id") == count
                                    && row.getLong("m.c0") == 2L * count
                                    && row.getLong("m.c1") == -count
                                    && row.getString("größe").equals(String.valueOf(count % 1000)))
                            .as("row %s", count)
                            .isTrue();
                }
            }
            assertThat(count).isEqualTo(200_000);
        }
        assertThat(Npz.scan(directory.resolve("n.npz")).schema().names()).containsExactly("arr_0");
        assertThat(Npz.arrays(directory.resolve("e.npz"))).isEmpty();
    }
}
