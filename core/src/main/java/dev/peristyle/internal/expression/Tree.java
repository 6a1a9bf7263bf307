package dev.peristyle.internal.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a written and a typed expression have in common. Expressions can be 100,000 parts deep, so nothing here or that
 * walks them calls itself: parts wait on a stack of their own. Hashes are kept, not computed again.
 */
interface Tree {

    /** The direct parts. */
    List<? extends Tree> parts();

    /** Whether both are the same apart from their parts. */
    boolean looksLike(Tree other);

    /** Whether both are the same; parts that both have in common are looked at once. */
    // what is one object needs no look inside; equals() is made of this method
    static boolean same(Tree left, Tree right) {
        Deque<Tree> lefts = new ArrayDeque<>(List.of(left));
        Deque<Tree> rights = new ArrayDeque<>(List.of(right));
        IdentityHashMap<Tree, Tree> seen = new IdentityHashMap<>();
        while (!lefts.isEmpty()) {
            Tree first = lefts.pop();
            Tree second = rights.pop();
            if (first == second || seen.put(first, second) == second) {
                continue;
            }
            int size = first.parts().size();
            if (first.hashCode() != second.hashCode() || size != second.parts().size() || !first.looksLike(second)) {
                return false;
            }
            for (int part = 0; part < size; part++) {
                lefts.push(first.parts().get(part));
                rights.push(second.parts().get(part));
            }
        }
        return true;
    }
}
