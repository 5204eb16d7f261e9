/** The names of data files: which are Muster's to read, and what they say. */
package org.muster.storage.name;
