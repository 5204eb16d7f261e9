import org.jspecify.annotations.NullMarked;

/** Measures Muster beside other servers, from outside. */
@NullMarked
module org.muster.bench {
    requires static org.jspecify;
}
