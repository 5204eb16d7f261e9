/** What clients ask and what they hear. */
package org.muster.model.request;
