package org.muster.recipes.codec;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.muster.model.Bytes;

/** How values become bytes and bytes values; what cannot be read throws any unchecked exception. */
public interface Codec<T> {
    /** Text as UTF-8. */
    Codec<String> TEXT = of(Bytes::utf8, Bytes::toUtf8);

    /** The bytes themselves. */
    Codec<Bytes> RAW = of(bytes -> bytes, bytes -> bytes);

    /** Eight bytes, the highest first, as Curator's atomic long has them; nothing is 0. */
    Codec<Long> LONG =
            of(
                    value -> Bytes.owning(ByteBuffer.allocate(8).putLong(value).array()),
                    bytes -> bytes.length() == 0 ? 0L : ByteBuffer.wrap(bytes.toArray()).getLong());

    /** Four bytes, the highest first, as Curator's shared count has them; nothing is 0. */
    Codec<Integer> INT =
            of(
                    value -> Bytes.owning(ByteBuffer.allocate(4).putInt(value).array()),
                    bytes -> bytes.length() == 0 ? 0 : ByteBuffer.wrap(bytes.toArray()).getInt());

    /** The bytes of a value. */
    Bytes encode(T value);

    /** The value of some bytes. */
    T decode(Bytes bytes);

    /** One made of two functions. */
    static <T> Codec<T> of(Function<T, Bytes> encode, Function<Bytes, T> decode) {
        return new Codec<>() {
            @Override
            public Bytes encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(Bytes bytes) {
                return decode.apply(bytes);
            }
        };
    }
}
