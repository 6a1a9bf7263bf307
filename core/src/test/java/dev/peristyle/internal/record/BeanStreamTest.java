package dev.peristyle.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.zip.CheckedInputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are no records, out of rows: by setters, or by a constructor. */
class BeanStreamTest {

    enum Size {
        SMALL,
        LARGE
    }

    record Place(String city, Integer number) {}

    record Row(int order_id, String name, Double price, LocalDate day, Size size, Place place, String URL, long more) {}

    private static final List<Row> ROWS = List.of(
            new Row(1, "a", 1.5, LocalDate.of(2024, 2, 29), Size.LARGE, new Place("Ulm", 3), "u", 7),
            new Row(2, null, null, null, null, null, null, 8));

    /** What properties of all beans inherit. */
    public abstract static class Base {
        private int orderId;

        public void setOrderId(int orderId) {
            this.orderId = orderId;
        }

        int orderId() {
            return orderId;
        }
    }

    /** A bean. */
    public static final class Bean extends Base {
        private String name = "unset";
        private Optional<Double> price;
        private LocalDate day;
        private Size size;
        private Place place;
        private String url;

        private Bean() {}

        public static void setNothing(String none) {
            throw new IllegalStateException(none);
        }

        public void setName(String name) {
            this.name = name;
        }

        /** One that can be chained. */
        public Bean setPrice(Optional<Double> price) {
            this.price = price;
            return this;
        }

        public void setDay(LocalDate day) {
            this.day = day;
        }

        public void setSize(Size size) {
            this.size = size;
        }

        public void setPlace(Place place) {
            this.place = place;
        }

        public void setURL(String url) {
            this.url = url;
        }

        @Override
        public String toString() {
            return orderId() + " " + name + " " + price + " " + day + " " + size + " " + place + " " + url;
        }
    }

    private static <T> List<String> texts(Class<T> type) {
        try (Table table = Pipeline.from(ROWS, Row.class).collect()) {
            return Pipeline.from(table).stream(type).map(Object::toString).toList();
        }
    }

    @Test
    void setsEachPropertyFromTheColumnOfItsName() {
        assertThat(texts(Bean.class))
                .containsExactly(
                        "1 a Optional[1.5] 2024-02-29 LARGE Place[city=Ulm, number=3] u",
                        "2 null Optional.empty null null null null");
    }

    @Test
    void callsTheOnlyConstructorWithTheColumnsOfItsParameters(@TempDir Path directory) throws Exception {
        Path source = Files.writeString(directory.resolve("Values.java"), """
                public final class Values {
                    private final String text;

                    public Values(int orderId, String name, Double price) {
                        this.text = orderId + " " + name + " " + price;
                    }

                    @Override
                    public String toString() {
                        return text;
                    }
                }
                """);
        // here and not by the build, which leaves the names of parameters out
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-parameters", "-proc:none", "-d", directory.toString(), source.toString());
        assertThat(failed).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            assertThat(texts(loader.loadClass("Values"))).containsExactly("1 a 1.5", "2 null null");
        }
    }

    /** Has a setter without a column. */
    public static final class Unknown {
        public void setNaem(String name) {}
    }

    /** Has a setter of a type that does not fit. */
    public static final class Narrow {
        public void setPrice(int price) {}
    }

    /** Cannot take a null. */
    public static final class Primitive {
        public void setPrice(double price) {}
    }

    /** Has two setters of one property. */
    public static final class Twice {
        public void setName(String name) {}

        public void setName(BigDecimal name) {}
    }

    /** Has a setter that fails. */
    public static final class Failing {
        public void setName(String name) {
            throw new UnsupportedOperationException("not " + name);
        }
    }

    /** Has no setter. */
    public static final class Empty {}

    /** Has constructors to choose from. */
    public static final class Two {
        public Two(int orderId) {}

        public Two(String name) {}
    }

    @Test
    void saysWhyAClassCannotBeMade() {
        assertThatThrownBy(() -> texts(Unknown.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class Unknown, property 'naem': ")
                .hasMessageContaining("did you mean 'name'");
        assertThatThrownBy(() -> texts(Narrow.class))
                .hasMessageContaining(
                        "class Narrow, property 'price' is of type int, but column 'price' is of type double");
        assertThatThrownBy(() -> texts(Primitive.class))
                .hasMessageContaining(
                        "class Primitive, property 'price' of type double: column 'price' of type double is null in row 1");
        assertThatThrownBy(() -> texts(Twice.class))
                .hasMessageContaining("setName takes a ")
                .hasMessageContaining("leave one");
        assertThatThrownBy(() -> texts(Failing.class))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("not a");
        assertThatThrownBy(() -> texts(Empty.class)).hasMessageContaining("but no public setter");
        assertThatThrownBy(() -> texts(Two.class)).hasMessageContaining("has 2 public constructors");
        // a class of the JDK, which is compiled without names of parameters
        assertThatThrownBy(() -> texts(CheckedInputStream.class)).hasMessageContaining("compile it with -parameters");
        assertThatThrownBy(() -> texts(List.class)).hasMessageContaining("neither a record nor a class");
        assertThatThrownBy(() -> texts(int[].class)).hasMessageContaining("neither a record nor a class");
    }
}
