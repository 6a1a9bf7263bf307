package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Map;

/**
 * How a query is read.
 *
 * @param fetchRows how many rows the driver holds at a time
 * @param parameters values for the question marks of the query
 * @param types columns whose type is not that of the metadata
 * @param order columns by which the database sorts
 * @param partitionColumn the column by which parts are told apart, or null
 * @param parts how many parts there are at most
 * @param from the least value of that column, or null to ask for it
 * @param to the greatest value of that column, or null to ask for it
 * @param pushesDown whether columns and conditions become part of the statement
 * @param copies whether rows come with COPY where the database and the driver have it
 */
public record ReadSettings(
        int fetchRows,
        List<Object> parameters,
        Map<String, DataType> types,
        List<String> order,
        String partitionColumn,
        int parts,
        Object from,
        Object to,
        boolean pushesDown,
        boolean copies) {}
