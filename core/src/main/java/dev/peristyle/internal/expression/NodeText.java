package dev.peristyle.internal.expression;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes expressions as text that reads like SQL. A function adds the pieces of its call; they are written later. */
public final class NodeText {

    private final StringBuilder text = new StringBuilder();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final List<Object> pieces = new ArrayList<>();

    private NodeText() {}

    /** An operand: in parentheses when it is itself an infix expression. */
    private record Part(Node node) {}

    static String of(Node node) {
        NodeText writer = new NodeText();
        writer.waiting.push(node);
        while (!writer.waiting.isEmpty()) {
            writer.next(writer.waiting.pop());
        }
        return writer.text.toString();
    }

    /** Adds text. */
    public NodeText add(String piece) {
        pieces.add(piece);
        return this;
    }

    /** Adds an operand, in parentheses where they are needed. */
    public NodeText part(Node node) {
        pieces.add(new Part(node));
        return this;
    }

    /** Adds an expression on its own. */
    public NodeText whole(Node node) {
        pieces.add(node);
        return this;
    }

    /** Adds expressions with commas in between. */
    public NodeText list(List<Node> nodes) {
        for (int position = 0; position < nodes.size(); position++) {
            if (position > 0) {
                add(", ");
            }
            whole(nodes.get(position));
        }
        return this;
    }

    private void next(Object piece) {
        if (piece instanceof String plain) {
            text.append(plain);
            return;
        }
        if (piece instanceof Part part) {
            if (part.node() instanceof Call call && call.function().isInfix()) {
                add("(").whole(call).add(")");
            } else {
                write(part.node());
            }
        } else {
            write((Node) piece);
        }
        for (int position = pieces.size() - 1; position >= 0; position--) {
            waiting.push(pieces.get(position));
        }
        pieces.clear();
    }

    private void write(Node node) {
        if (node instanceof ColumnReference reference) {
            add(column(reference.name()));
        } else if (node instanceof Literal literal) {
            add(literal(literal.value()));
        } else if (node instanceof Cast cast) {
            add(cast.orNull() ? "tryCast(" : "cast(")
                    .whole(cast.operand())
                    .add(" as " + cast.type() + (cast.rounding() == null ? ")" : ", " + cast.rounding() + ")"));
        } else if (node instanceof Call call && call.function().isInfix()) {
            infix(call);
        } else {
            Call call = (Call) node;
            call.function().write(call.arguments(), this);
        }
    }

    private void infix(Call call) {
        boolean first = true;
        for (Node argument : call.arguments()) {
            if (!first) {
                add(" " + call.function().symbol() + " ");
            }
            first = false;
            boolean same = call.function().isAssociative()
                    && argument instanceof Call inner
                    && inner.function() == call.function();
            if (same) {
                whole(argument);
            } else {
                part(argument);
            }
        }
    }

    private static String column(String name) {
        boolean plain = name.equals("…") || Character.isJavaIdentifierStart(name.codePointAt(0));
        for (int index = 0; plain && index < name.length(); index += Character.charCount(name.codePointAt(index))) {
            plain = name.equals("…") || Character.isJavaIdentifierPart(name.codePointAt(index));
        }
        return plain ? ShownText.of(name) : '"' + ShownText.of(name.replace("\"", "\"\"")) + '"';
    }

    static String literal(Object value) {
        if (value instanceof String text) {
            return "'" + ShownText.of(text.replace("'", "''")) + "'";
        }
        if (value instanceof LocalDate) {
            return "date '" + value + "'";
        }
        if (value instanceof Instant || value instanceof LocalDateTime) {
            return "timestamp '" + value + "'";
        }
        if (value instanceof LocalTime) {
            return "time '" + value + "'";
        }
        if (value instanceof Duration) {
            return "duration '" + value + "'";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof ByteBuffer bytes) {
            StringBuilder hex = new StringBuilder("x'");
            for (int position = bytes.position(); position < bytes.limit(); position++) {
                hex.append(String.format("%02X", bytes.get(position)));
            }
            return hex.append("'").toString();
        }
        return String.valueOf(value);
    }
}
