package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions as text that reads like SQL. */
final class NodeText {

    private NodeText() {}

    static String of(Node node) {
        if (node instanceof Call call && call.function().isInfix()) {
            return infix(call);
        }
        return part(node);
    }

    /** An operand: in parentheses when it is itself an infix expression. */
    private static String part(Node node) {
        if (node instanceof ColumnReference reference) {
            return column(reference.name());
        }
        if (node instanceof Literal literal) {
            return literal(literal.value());
        }
        if (node instanceof Cast cast) {
            return (cast.orNull() ? "tryCast(" : "cast(") + of(cast.operand()) + " as " + cast.type() + ")";
        }
        Call call = (Call) node;
        return call.function().isInfix() ? "(" + infix(call) + ")" : prefix(call);
    }

    private static String infix(Call call) {
        StringBuilder text = new StringBuilder();
        for (Node argument : call.arguments()) {
            if (!text.isEmpty()) {
                text.append(' ').append(call.function().symbol()).append(' ');
            }
            text.append(sameAssociative(call, argument) ? of(argument) : part(argument));
        }
        return text.toString();
    }

    private static boolean sameAssociative(Call outer, Node inner) {
        return inner instanceof Call call
                && call.function() == outer.function()
                && (call.function() == Function.AND || call.function() == Function.OR);
    }

    private static String prefix(Call call) {
        List<Node> arguments = call.arguments();
        return switch (call.function()) {
            case NEGATE -> "-" + part(arguments.get(0));
            case NOT -> "not " + part(arguments.get(0));
            case IS_NULL, IS_NOT_NULL ->
                part(arguments.get(0)) + " " + call.function().symbol();
            case IN -> part(arguments.get(0)) + " in (" + list(arguments.subList(1, arguments.size())) + ")";
            case CASE -> caseText(arguments);
            default -> call.function().symbol() + "(" + list(arguments) + ")";
        };
    }

    private static String list(List<Node> nodes) {
        return nodes.stream().map(NodeText::of).collect(Collectors.joining(", "));
    }

    private static String caseText(List<Node> arguments) {
        StringBuilder text = new StringBuilder("case");
        int last = arguments.size() - 1;
        for (int position = 0; position < last; position += 2) {
            text.append(" when ").append(of(arguments.get(position)));
            text.append(" then ").append(of(arguments.get(position + 1)));
        }
        return text.append(" else ")
                .append(of(arguments.get(last)))
                .append(" end")
                .toString();
    }

    private static String column(String name) {
        boolean plain = Character.isJavaIdentifierStart(name.codePointAt(0));
        for (int index = 0; plain && index < name.length(); index += Character.charCount(name.codePointAt(index))) {
            plain = Character.isJavaIdentifierPart(name.codePointAt(index));
        }
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(Object value) {
        if (value instanceof String text) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (value instanceof LocalDate) {
            return "date '" + value + "'";
        }
        if (value instanceof Instant || value instanceof LocalDateTime) {
            return "timestamp '" + value + "'";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return String.valueOf(value);
    }
}
