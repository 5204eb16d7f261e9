/** Figures, their comparison, and how people and programs read them. */
@NullMarked
package org.muster.bench.report;

import org.jspecify.annotations.NullMarked;
