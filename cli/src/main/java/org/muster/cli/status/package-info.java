/** What any ensemble, of Muster or of Apache ZooKeeper, says about itself. */
package org.muster.cli.status;
