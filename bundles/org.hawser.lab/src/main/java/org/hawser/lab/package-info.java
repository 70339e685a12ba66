/// Measures context strategies: perplexity by position, passkeys found.
package org.hawser.lab;
