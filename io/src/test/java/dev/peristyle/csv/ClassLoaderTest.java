package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.file.WindowMode;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that is deployed again and again: each version of the library can be unloaded. */
class ClassLoaderTest {

    private static final int LOADERS = 20;
    private static final int ROWS = 1000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void canBeCollected(WindowMode mode) throws Exception {
        Path file = Files.writeString(directory.resolve("rows.csv"), "id,text\n" + "1,x\n".repeat(ROWS));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int number = 0; number < LOADERS; number++) {
            loaders.add(use(file, mode));
        }
        // the JDK keeps the class whose record methods were linked last: ObjectMethods.OBJECT_EQ remembers one type.
        // One more
        // loader takes the place of the last that counts
        use(file, mode);
        for (int attempt = 0; attempt < 200 && alive(loaders) > 0; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(alive(loaders)).as("loaders that are still there").isZero();
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> use(Path file, WindowMode mode) throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            BiFunction<Path, String, Long> probe =
                    (BiFunction<Path, String, Long>) loader.loadClass(ClassLoaderProbe.class.getName())
                            .getConstructor()
                            .newInstance();
            assertThat(probe.apply(file, mode.name())).isEqualTo(ROWS);
            return new WeakReference<>(loader);
        }
    }
}
