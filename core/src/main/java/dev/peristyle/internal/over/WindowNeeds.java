package dev.peristyle.internal.over;

/**
 * What the functions of a window have to know of each row.
 *
 * @param frame whether its frame
 * @param peers whether the end of the rows that are equal in the order
 * @param reach how many rows after it; {@link Frame#END} for all of its partition
 */
record WindowNeeds(boolean frame, boolean peers, long reach) {

    static WindowNeeds of(Windowing window) {
        boolean frame = false;
        boolean peers = false;
        long reach = 0;
        for (OverCall call : window.calls()) {
            if (call.aggregate() != null) {
                frame = true;
            } else {
                OverFunction function = OverFunctions.named(call.function());
                frame |= function.needsFrame();
                peers |= function.needsPeers();
                reach = Math.max(reach, function.reach(call));
            }
        }
        if (!frame) {
            return new WindowNeeds(false, peers, reach);
        }
        if (window.frame() instanceof Frame.Rows rows) {
            return new WindowNeeds(true, peers, Math.max(reach, Math.max(rows.from(), rows.to())));
        }
        return new WindowNeeds(true, true, window.frame() instanceof Frame.Range ? Frame.END : reach);
    }
}
