package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.over.Frame;
import java.util.List;

/**
 * Partitions, order and frames of a window, as the user wrote them.
 *
 * @param partition what the rows of a partition have in common; nothing for one partition
 * @param order what decides the order within a partition, the first one first
 * @param frame the frames; null where they are a range
 * @param range how far the frames go; null where they are none
 * @param inWindowOrder whether rows come out partition by partition; else in the order of the input
 */
public record WindowTerms(
        List<Node> partition, List<WindowKey> order, Frame frame, RangeTerms range, boolean inWindowOrder) {

    /** Copies the lists. */
    public WindowTerms {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
    }

    /** The terms as text. */
    public String describe() {
        StringBuilder text = new StringBuilder("window");
        if (!partition.isEmpty()) {
            text.append(" by ").append(partition.stream().map(Node::describe).toList());
        }
        if (!order.isEmpty()) {
            text.append(" order by ")
                    .append(order.stream()
                            .map(key -> new SortColumn(key.value().describe(), key.descending(), key.nullsFirst()))
                            .toList());
        }
        return text + " " + (frame == null ? "range " + range.describe() : frame.describe())
                + (inWindowOrder ? ", in window order" : "");
    }
}
