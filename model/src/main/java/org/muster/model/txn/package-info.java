/** What the log holds: results of requests, never requests. */
package org.muster.model.txn;
