package dev.peristyle.benchmarks.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job as each engine is asked to do it. Names: {@code groupby-1} to {@code groupby-10} and {@code join-1} to {@code join-5} of
 * db-benchmark, {@code tpch-1} to {@code tpch-22}, {@code sort COLUMN[:desc],…} and {@code distinct}.
 *
 * @param name what it is called
 * @param ours the words of the command of the examples, without settings
 * @param setUp statements of SQL before the question
 * @param sql the question
 */
record StateQuestion(String name, List<String> ours, List<String> setUp, String sql) {
    private static final List<String> GROUP_BY = List.of(
            "SELECT id1, sum(v1) AS v1 FROM x GROUP BY id1",
            "SELECT id1, id2, sum(v1) AS v1 FROM x GROUP BY id1, id2",
            "SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM x GROUP BY id3",
            "SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM x GROUP BY id4",
            "SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM x GROUP BY id6",
            "SELECT id4, id5, quantile_cont(v3, 0.5) AS median_v3, stddev(v3) AS sd_v3 FROM x GROUP BY id4, id5",
            "SELECT id3, max(v1) - min(v2) AS range_v1_v2 FROM x GROUP BY id3",
            "SELECT id6, v3 AS largest2_v3 FROM (SELECT id6, v3, row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC)"
                    + " AS order_v3 FROM x WHERE v3 IS NOT NULL) WHERE order_v3 <= 2",
            "SELECT id2, id4, pow(corr(v1, v2), 2) AS r2 FROM x GROUP BY id2, id4",
            "SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS count FROM x"
                    + " GROUP BY id1, id2, id3, id4, id5, id6");

    private static final String MEDIUM =
            "SELECT x.*, medium.id1 AS medium_id1, medium.id4 AS medium_id4, medium.id5 AS medium_id5, v2 FROM x ";

    private static final List<String> JOIN = List.of(
            "SELECT x.*, small.id4 AS small_id4, v2 FROM x JOIN small USING (id1)",
            MEDIUM + "JOIN medium USING (id2)",
            MEDIUM + "LEFT JOIN medium USING (id2)",
            "SELECT x.*, medium.id1 AS medium_id1, medium.id2 AS medium_id2, medium.id4 AS medium_id4, v2 FROM x"
                    + " JOIN medium USING (id5)",
            "SELECT x.*, big.id1 AS big_id1, big.id2 AS big_id2, big.id4 AS big_id4, big.id5 AS big_id5,"
                    + " big.id6 AS big_id6, v2 FROM x JOIN big USING (id3)");

    /**
     * Makes a question.
     *
     * @param name as above
     * @param data a file, or for joins and TPC-H a directory
     * @throws IOException if the data or the text of a query cannot be read
     */
    static StateQuestion of(String name, Path data) throws IOException {
        String file = data.toString();
        if (name.startsWith("groupby-")) {
            int number = number(name, GROUP_BY.size());
            return new StateQuestion(
                    name,
                    List.of("h2o-groupby", "" + number, "--data", file),
                    List.of(view("x", data, keys(true, 6, "v1 INTEGER", "v2 INTEGER", "v3 DOUBLE"))),
                    GROUP_BY.get(number - 1));
        }
        if (name.startsWith("join-")) {
            int number = number(name, JOIN.size());
            return new StateQuestion(
                    name,
                    List.of("h2o-join", "" + number, "--data", file),
                    List.of(
                            view("x", data.resolve("x.csv"), keys(false, 6, "v1 DOUBLE")),
                            view(
                                    "small",
                                    data.resolve("small.csv"),
                                    columns("id1 INTEGER", "id4 VARCHAR", "v2 DOUBLE")),
                            view(
                                    "medium",
                                    data.resolve("medium.csv"),
                                    columns("id1 INTEGER", "id2 INTEGER", "id4 VARCHAR", "id5 VARCHAR", "v2 DOUBLE")),
                            view("big", data.resolve("big.csv"), keys(false, 6, "v2 DOUBLE"))),
                    JOIN.get(number - 1));
        }
        if (name.startsWith("tpch-")) {
            return tpch(name, data);
        }
        if (name.startsWith("sort ")) {
            String by = name.substring("sort ".length());
            return new StateQuestion(
                    name,
                    List.of("sort", file, "--by", by),
                    List.of("CREATE VIEW x AS SELECT * FROM read_csv(" + literal(data) + ")"),
                    "SELECT * FROM x ORDER BY " + by.replace(":desc", " DESC"));
        }
        if (name.equals("distinct")) {
            return new StateQuestion(
                    name,
                    List.of("distinct", file),
                    List.of("CREATE VIEW x AS SELECT * FROM read_csv(" + literal(data) + ")"),
                    "SELECT DISTINCT * FROM x");
        }
        throw new IllegalArgumentException("No question: " + name);
    }

    private static StateQuestion tpch(String name, Path directory) throws IOException {
        int number = number(name, 22);
        List<String> setUp = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                String table = file.getFileName().toString().replace(".csv", "");
                setUp.add("CREATE VIEW " + table + " AS SELECT * FROM read_csv(" + literal(file) + money(table) + ")");
            }
        }
        String text = query(number);
        if (text.startsWith("CREATE")) {
            int end = text.indexOf(';');
            setUp.add(text.substring(0, end));
            text = text.substring(end + 1);
        }
        return new StateQuestion(
                name,
                List.of("tpch", "" + number, "--data", directory.toString()),
                setUp,
                text.strip().replaceAll(";$", ""));
    }

    /** The text that comes with the generator of the tables. */
    private static String query(int number) throws IOException {
        try (InputStream in = StateQuestion.class.getResourceAsStream("/io/trino/tpch/queries/q" + number + ".sql")) {
            StringBuilder text = new StringBuilder();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .forEach(line -> text.append(line).append('\n'));
            return text.toString().strip();
        }
    }

    private static String money(String table) {
        List<String> names = switch (table) {
            case "lineitem" -> List.of("l_quantity", "l_extendedprice", "l_discount", "l_tax");
            case "orders" -> List.of("o_totalprice");
            case "customer" -> List.of("c_acctbal");
            case "part" -> List.of("p_retailprice");
            case "partsupp" -> List.of("ps_supplycost");
            case "supplier" -> List.of("s_acctbal");
            default -> List.of();
        };
        return names.isEmpty()
                ? ""
                : ", types = {"
                        + String.join(
                                ", ",
                                names.stream()
                                        .map(column -> "'" + column + "': 'DECIMAL(15,2)'")
                                        .toList())
                        + "}";
    }

    private static int number(String name, int count) {
        int number = Integer.parseInt(name.substring(name.indexOf('-') + 1));
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("No question: " + name);
        }
        return number;
    }

    /** Six keys, the first or the last three of them text, and then values. */
    private static Map<String, String> keys(boolean textFirst, int count, String... values) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int key = 1; key <= count; key++) {
            columns.put("id" + key, textFirst == key <= count / 2 ? "VARCHAR" : "INTEGER");
        }
        columns.putAll(columns(values));
        return columns;
    }

    private static Map<String, String> columns(String... namesAndTypes) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : namesAndTypes) {
            columns.put(column.split(" ")[0], column.split(" ")[1]);
        }
        return columns;
    }

    private static String view(String name, Path file, Map<String, String> columns) {
        List<String> types = new ArrayList<>();
        columns.forEach((column, type) -> types.add("'" + column + "': '" + type + "'"));
        return "CREATE VIEW " + name + " AS SELECT * FROM read_csv(" + literal(file)
                + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {"
                + String.join(", ", types) + "})";
    }

    /** The question with the name of its data, so that sizes are told apart. */
    String over(Path data) {
        return name + " of " + data.getFileName().toString().replace(".csv", "");
    }

    /** The order that is asked for, null if none is. */
    String order() {
        return name.startsWith("sort ") ? name.substring("sort ".length()) : null;
    }

    static String literal(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
