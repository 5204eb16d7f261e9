/** How a measurement fails. */
@NullMarked
package org.muster.bench.failure;

import org.jspecify.annotations.NullMarked;
