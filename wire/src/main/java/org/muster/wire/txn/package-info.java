/** The payload of a log record: header, body, digest and Muster's trailer. */
package org.muster.wire.txn;
