package dev.peristyle.internal.csv.detect;

/**
 * One decision.
 *
 * @param value what was decided, readable
 * @param confidence from 0 for a guess to 1
 * @param reason why, as a phrase without a full stop
 */
public record Finding(Decision decision, String value, double confidence, String reason) {

    /** Checks and rounds the confidence: more than two digits would say more than is known. */
    public Finding {
        confidence = Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100.0;
    }
}
