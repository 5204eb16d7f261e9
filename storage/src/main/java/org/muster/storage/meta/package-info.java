/** What a server must remember besides its data: who it is, what it promised, what it wrote. */
package org.muster.storage.meta;
