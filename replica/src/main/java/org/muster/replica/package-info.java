/** The settings of one member's machine; the machine itself is in the packages below. */
package org.muster.replica;
