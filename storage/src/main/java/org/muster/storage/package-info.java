/** What a server keeps: the composition of log, snapshots, mark and meta over two directories. */
package org.muster.storage;
