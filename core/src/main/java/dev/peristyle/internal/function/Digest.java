package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.schema.DataType;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The digest of a text or of bytes in small hexadecimal digits, by the JDK. */
public final class Digest extends TextFunction {

    public static final ScalarFunction MD5 = new Digest("md5", "MD5");
    public static final ScalarFunction SHA_256 = new Digest("sha256", "SHA-256");

    private final String algorithm;

    private Digest(String symbol, String algorithm) {
        super(symbol);
        this.algorithm = algorithm;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return Folding.apply(this, DataType.STRING, TextArguments.bytes(arguments.get(0), node));
    }

    @Override
    TextRows rows(Apply apply) {
        try {
            return new Digests(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no " + algorithm, missing);
        }
    }

    private static final class Digests implements TextRows {

        private final MessageDigest digest;
        private final byte[] result;
        private final HeapBytes bytes = new HeapBytes();

        Digests(MessageDigest digest) {
            this.digest = digest;
            this.result = new byte[digest.getDigestLength()];
        }

        @Override
        public void row(int row, Vector[] operands, TextOutput out) {
            int length = length(operands[0], row);
            digest.update(bytes.copy(address(operands[0], row), length), 0, length);
            try {
                digest.digest(result, 0, result.length);
            } catch (DigestException failure) {
                throw new IllegalStateException(failure);
            }
            long target = out.reserve(2L * result.length);
            for (int index = 0; index < result.length; index++) {
                HexCode.putByte(target + 2L * index, result[index]);
            }
            out.written(2L * result.length);
        }
    }
}
