/// Attention as plans describe it, over the pages of a cache.
package org.hawser.inference.core.attention;
