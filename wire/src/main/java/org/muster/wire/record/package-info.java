/** Records that several formats share: ACLs and Stats. */
package org.muster.wire.record;
