/** The hot pieces alone, measured by JMH within one process. */
@NullMarked
package org.muster.bench.micro;

import org.jspecify.annotations.NullMarked;
