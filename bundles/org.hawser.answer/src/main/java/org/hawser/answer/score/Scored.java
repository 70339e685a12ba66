package org.hawser.answer.score;

/// A sentence with its score.
public record Scored(Candidate candidate, Features features, double score) {}
