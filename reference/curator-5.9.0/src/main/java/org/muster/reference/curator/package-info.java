/** Apache's Java client and Curator, in the process in which they are measured. */
@NullMarked
package org.muster.reference.curator;

import org.jspecify.annotations.NullMarked;
