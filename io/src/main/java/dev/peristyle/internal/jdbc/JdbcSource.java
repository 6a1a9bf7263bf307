package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ResumableSource;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.ScanRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a query. Describing it asks for its columns; each reading runs it, once for each part. */
public final class JdbcSource implements ResumableSource {

    private final ConnectionOpener opener;
    private final String query;
    private final ReadSettings settings;
    private final Database database;
    private final Map<String, QueryColumn> columns = new LinkedHashMap<>();
    private final Schema schema;
    private final boolean copies;

    private JdbcSource(
            ConnectionOpener opener,
            String query,
            ReadSettings settings,
            Database database,
            List<QueryColumn> columns,
            boolean copies) {
        this.copies = copies;
        this.opener = opener;
        this.query = query;
        this.settings = settings;
        this.database = database;
        this.schema = QueryColumns.schema(columns);
        columns.forEach(column -> this.columns.put(column.name(), column));
    }

    /**
     * Asks a database for the columns of a query.
     *
     * @param opener opens connections
     * @param query the query
     * @param settings how it is read
     * @return the source
     * @throws dev.peristyle.error.DataAccessException if the database refuses
     * @throws IllegalArgumentException if a column has a type that is not read, or settings name one that there is not
     */
    public static JdbcSource of(ConnectionOpener opener, String query, ReadSettings settings) {
        String sql = Query.trimmed(query);
        String name = name(sql);
        try (Connected connected = Connected.open(opener, name)) {
            try {
                List<QueryColumn> columns = QueryColumns.of(connected, sql, settings);
                JdbcSource source = new JdbcSource(
                        opener, sql, settings, connected.database, columns, copies(connected, sql, settings));
                if (settings.partitionColumn() != null) {
                    Partitions.check(
                            columns.get(source.schema.indexOf(settings.partitionColumn())),
                            settings,
                            connected.database.product());
                }
                return source;
            } catch (SQLException failure) {
                throw SqlErrors.of(name + ": the query is refused", failure);
            }
        }
    }

    private static boolean copies(Connected connected, String sql, ReadSettings settings) throws SQLException {
        return settings.copies()
                && settings.pushesDown()
                && settings.parameters().isEmpty()
                && CopyStatement.takes(sql)
                && PostgresCopy.isThere(connected);
    }

    private static String name(String sql) {
        return "jdbc " + SqlErrors.oneLine(sql);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return name(query);
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        if (!settings.pushesDown()) {
            return FilterSupport.NONE;
        }
        SqlCondition.Translated translated = SqlCondition.of(predicate.condition(), database, columns);
        if (translated == null) {
            return FilterSupport.NONE;
        }
        return translated.isExact() ? FilterSupport.EXACT : FilterSupport.INEXACT;
    }

    @Override
    public List<String> explain(ScanRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(SqlErrors.oneLine(
                statement(request, new Partitions.Part("", List.of())).sql()));
        if (settings.partitionColumn() != null) {
            lines.add("in up to " + settings.parts() + " parts by " + settings.partitionColumn());
        }
        return lines;
    }

    /** The statement for a part: the query itself where nothing less is wanted, so that an order that it has counts. */
    private Query statement(ScanRequest request, Partitions.Part part) {
        List<Object> parameters = new ArrayList<>(settings.parameters());
        List<String> conditions = new ArrayList<>();
        for (Predicate predicate : request.predicates()) {
            SqlCondition.Translated translated = SqlCondition.of(predicate.condition(), database, columns);
            if (translated != null) {
                conditions.add("(" + translated.sql() + ")");
                parameters.addAll(translated.parameters());
            }
        }
        if (!part.sql().isEmpty()) {
            conditions.add("(" + part.sql() + ")");
            parameters.addAll(part.parameters());
        }
        boolean isWhole = !settings.pushesDown() || request.columns().equals(schema.names());
        if (isWhole && conditions.isEmpty() && settings.order().isEmpty()) {
            return new Query(query, settings.parameters());
        }
        StringBuilder rest = new StringBuilder();
        if (!conditions.isEmpty()) {
            rest.append("where ").append(String.join(" and ", conditions));
        }
        if (!settings.order().isEmpty()) {
            rest.append(rest.isEmpty() ? "" : " ").append("order by ").append(database.quoted(settings.order()));
        }
        List<String> selected = settings.pushesDown() ? request.columns() : schema.names();
        String what = selected.isEmpty() ? "1" : database.quoted(selected);
        return new Query(Query.from(what, query, rest.toString()), List.copyOf(parameters));
    }

    /** Where the wanted columns are in what a statement gives, from 1. */
    private List<Integer> positions(ScanRequest request) {
        List<Integer> positions = new ArrayList<>();
        for (String column : request.columns()) {
            positions.add(1 + (settings.pushesDown() ? positions.size() : schema.indexOf(column)));
        }
        return positions;
    }

    @Override
    public String hindrance() {
        return settings.partitionColumn() != null
                ? null
                : "a query is read from the middle on in parts. Name a column with partitionBy";
    }

    @Override
    public String fingerprint() {
        return schema + ", " + settings;
    }

    @Override
    public JdbcScan open(ScanRequest request, RunContext context) {
        return open(request, context, range(context), 0);
    }

    @Override
    public JdbcScan open(ScanRequest request, RunContext context, SavedPosition saved) {
        return saved == null
                ? open(request, context)
                : open(request, context, JdbcScan.savedRange(saved), JdbcScan.savedPart(saved));
    }

    /** What there is to divide, or null. */
    private Partitions.Range range(RunContext context) {
        if (settings.partitionColumn() == null) {
            return null;
        }
        try (Connected connected = Connected.open(opener, describe())) {
            return Partitions.range(connected, query, columns.get(settings.partitionColumn()), settings, context);
        } catch (SQLException failure) {
            throw SqlErrors.of(
                    describe() + ": the least and the greatest " + settings.partitionColumn() + " cannot be had",
                    failure);
        }
    }

    /** Reads the parts of a range from one of them on. */
    private JdbcScan open(ScanRequest request, RunContext context, Partitions.Range range, int first) {
        String column = settings.partitionColumn();
        List<Partitions.Part> parts = column == null
                ? List.of(new Partitions.Part("", List.of()))
                : Partitions.of(database.quoted(column), columns.get(column), range, settings.parts());
        List<JdbcPart> morsels = new ArrayList<>();
        for (Partitions.Part part : parts) {
            morsels.add(new JdbcPart(parts.size() == 1 ? 0 : morsels.size() + 1, statement(request, part)));
        }
        List<QueryColumn> wanted = new ArrayList<>();
        request.columns().forEach(name -> wanted.add(columns.get(name)));
        List<CopyDecoder> decoders = copies ? CopyStatement.decoders(wanted) : null;
        if (decoders != null && morsels.stream().anyMatch(part -> CopyStatement.of(part.query()) == null)) {
            decoders = null;
        }
        return new JdbcScan(
                opener,
                describe(),
                List.copyOf(wanted),
                positions(request),
                List.copyOf(morsels),
                decoders,
                settings,
                context,
                range,
                first);
    }
}
