/** What members say to each other, in bytes: elections, the learner protocol, Muster's own part. */
package org.muster.wire.peer;
