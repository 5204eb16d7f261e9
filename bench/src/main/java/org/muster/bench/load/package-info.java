/** The load generator: sessions on the wire, prebuilt frames, latencies. */
@NullMarked
package org.muster.bench.load;

import org.jspecify.annotations.NullMarked;
