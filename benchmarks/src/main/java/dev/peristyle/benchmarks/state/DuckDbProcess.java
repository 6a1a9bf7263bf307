package dev.peristyle.benchmarks.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The program that asks DuckDB one question and has it write the answer as CSV. */
final class DuckDbProcess {
    private DuckDbProcess() {}

    /**
     * Does the job.
     *
     * @param arguments memory limit in KiB, threads, directory for temporary files, output, then statements of which the last is
     *     the question
     * @throws SQLException if DuckDB fails
     */
    public static void main(String[] arguments) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
        String question = statements.remove(statements.size() - 1);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '" + arguments[0] + "KiB'");
            statement.execute("SET threads = " + arguments[1]);
            statement.execute("SET temp_directory = " + StateQuestion.literal(Path.of(arguments[2])));
            for (String each : statements) {
                statement.execute(each);
            }
            statement.execute("COPY (" + question + ") TO " + StateQuestion.literal(Path.of(arguments[3]))
                    + " (FORMAT csv, HEADER)");
        }
    }
}
