import org.jspecify.annotations.NullMarked;

/** Every noun of Muster as records and sealed interfaces; no behaviour beyond validity. */
@NullMarked
module org.muster.model {
    requires static org.jspecify;
}
