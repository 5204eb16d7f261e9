/** What crosses between fronts and core: immutable, in batches, once a turn. */
package org.muster.replica.route;
