/// From a request to an answer: prompt, prefill, choice of tokens, drafts, text.
package org.hawser.inference.core.generation;
