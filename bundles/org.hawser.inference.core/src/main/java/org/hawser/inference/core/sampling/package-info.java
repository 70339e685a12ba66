/// From logits to the next token, and where an answer ends.
package org.hawser.inference.core.sampling;
