/// Keys and values of token sequences, off-heap in pages.
package org.hawser.inference.core.cache;
