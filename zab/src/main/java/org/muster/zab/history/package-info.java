/** What a member has proposed or accepted, has on its disk, and knows to be committed. */
package org.muster.zab.history;
