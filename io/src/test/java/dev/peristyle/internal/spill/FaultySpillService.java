package dev.peristyle.internal.spill;

import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillService;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.Callable;

/** Spills to files that keep their names, which fail when they are told to. */
public final class FaultySpillService implements SpillService {

    private static volatile Faults faults = new Faults(0);

    /** For the loader of services. */
    public FaultySpillService() {}

    /** Does something in whose runs this is the service. */
    static <T> T during(Path scratch, Faults planned, Callable<T> work) throws Exception {
        Path list = Files.writeString(scratch.resolve("service"), FaultySpillService.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        faults = planned;
        thread.setContextClassLoader(new Loader(before, list));
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void check(Path directory, long room) {
        SpillDirectory.check(directory);
    }

    @Override
    public SpillArea open(Path directory, long maxBytes, boolean encrypted) {
        Path name = SpillDirectory.newName(directory);
        try {
            faults.step(Faults.Operation.OPEN, name);
        } catch (IOException failure) {
            throw SpillErrors.unusable(directory, failure.getMessage(), failure);
        }
        FileChannel channel = new FaultyChannel(name, SpillDirectory.create(name), faults, false);
        return new FileSpillArea(directory, name, channel, maxBytes, encrypted);
    }

    private static final class Loader extends ClassLoader {

        private final Path list;

        Loader(ClassLoader parent, Path list) {
            super(parent);
            this.list = list;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + SpillService.class.getName())
                    ? Collections.enumeration(Collections.singleton(url()))
                    : super.getResources(name);
        }

        private URL url() throws MalformedURLException {
            return list.toUri().toURL();
        }
    }
}
