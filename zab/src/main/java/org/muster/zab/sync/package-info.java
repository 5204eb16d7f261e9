/** How a learner's history becomes the leader's. */
package org.muster.zab.sync;
