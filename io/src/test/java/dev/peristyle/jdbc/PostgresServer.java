package dev.peristyle.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of this process's own, in a temporary directory, if there is one on this machine; it goes with the process. */
final class PostgresServer {

    /** Set to {@code postgresql} in the lanes that promise one. */
    private static final String PROMISED = System.getProperty("peristyle.promisedDatabases", "");

    private static String url;
    private static String refusal;

    private PostgresServer() {}

    /** The address of the server; the test is skipped where there is none, or fails where it is promised. */
    static synchronized String url() {
        if (url == null && refusal == null) {
            Path binaries = binaries();
            if (binaries == null) {
                refusal = "no initdb and postgres in PATH or /usr/lib/postgresql";
            } else {
                try {
                    url = start(binaries);
                } catch (IOException failure) {
                    refusal = failure.getMessage();
                }
            }
        }
        if (url == null && PROMISED.contains("postgresql")) {
            throw new AssertionError("PostgreSQL is promised, but cannot be started: " + refusal);
        }
        assumeTrue(url != null, () -> "there is no PostgreSQL: " + refusal);
        return url;
    }

    static Connections connections() {
        return Connections.of(url());
    }

    /** Waits until a query gives a row. */
    static void await(String query) {
        try (Connection connection = connections().open();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    if (rows.next()) {
                        return;
                    }
                }
                pause();
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Path binaries() {
        List<Path> places = new ArrayList<>();
        for (String place : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            places.add(Path.of(place));
        }
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            versions.sorted(Comparator.reverseOrder()).forEach(version -> places.add(version.resolve("bin")));
        } catch (IOException none) {
            // it is not a system of that kind
        }
        return places.stream()
                .filter(place ->
                        Files.isExecutable(place.resolve("initdb")) && Files.isExecutable(place.resolve("postgres")))
                .findFirst()
                .orElse(null);
    }

    private static String start(Path binaries) throws IOException {
        Path directory = Files.createTempDirectory("peristyle-postgres");
        List<String> user = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // which it refuses to run as
            user.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Path data = directory.resolve("data");
        Path log = directory.resolve("log");
        List<String> create = new ArrayList<>(user);
        create.addAll(List.of(
                binaries.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-A",
                "trust",
                "-U",
                "peristyle",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        run(create, directory, log);
        for (int attempt = 0; attempt < 5; attempt++) {
            int port = freePort();
            List<String> serve = new ArrayList<>(user);
            serve.addAll(List.of(
                    binaries.resolve("postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off",
                    "-c",
                    "max_connections=50"));
            Process server = process(serve, directory, log).start();
            String address = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=peristyle";
            if (answers(server, address, data)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory), "ends PostgreSQL"));
                return address;
            }
            // somebody else has taken the port meanwhile
            endProcess(server);
        }
        throw new IOException("it does not answer: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Whether it is this server that answers, and not another one at the same port. */
    private static boolean answers(Process server, String address, Path data) {
        for (int attempt = 0; attempt < 600 && server.isAlive(); attempt++) {
            try (Connection connection = Connections.of(address).open();
                    Statement statement = connection.createStatement();
                    ResultSet place = statement.executeQuery("show data_directory")) {
                place.next();
                if (place.getString(1).equals(data.toString())) {
                    return true;
                }
            } catch (SQLException notYet) {
                // it starts
            }
            pause();
        }
        return false;
    }

    private static ProcessBuilder process(List<String> command, Path directory, Path log) {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static void run(List<String> command, Path directory, Path log) throws IOException {
        Process process = process(command, directory, log).start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", end);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** At once, as its data is of no use to anybody. */
    private static void end(Process server, Path directory) {
        endProcess(server);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void endProcess(Process server) {
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
