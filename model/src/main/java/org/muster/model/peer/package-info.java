/** What the members of an ensemble say to each other, and who they are. */
package org.muster.model.peer;
