/** What is done to a server to measure it. */
@NullMarked
package org.muster.bench.scenario;

import org.jspecify.annotations.NullMarked;
