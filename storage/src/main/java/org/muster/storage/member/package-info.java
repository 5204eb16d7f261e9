/** Whether a member of an ensemble can be relied on when it starts. */
package org.muster.storage.member;
