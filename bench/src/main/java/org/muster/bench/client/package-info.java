/** What runs in the process of a client that is measured, and how that process is started. */
@NullMarked
package org.muster.bench.client;

import org.jspecify.annotations.NullMarked;
