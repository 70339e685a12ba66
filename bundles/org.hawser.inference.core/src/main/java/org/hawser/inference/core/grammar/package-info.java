/// Answers of a given form: grammars over bytes, the automaton that follows an answer through one,
/// and the tokens that may come next.
package org.hawser.inference.core.grammar;
