/** What the operating system and the JVM tell about a process. */
@NullMarked
package org.muster.bench.proc;

import org.jspecify.annotations.NullMarked;
