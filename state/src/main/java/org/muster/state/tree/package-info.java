/** The tree of znodes: persistent, with children in order, small in memory. */
package org.muster.state.tree;
