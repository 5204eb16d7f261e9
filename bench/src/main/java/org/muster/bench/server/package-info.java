/** The servers measured, and one life of a process. */
@NullMarked
package org.muster.bench.server;

import org.jspecify.annotations.NullMarked;
