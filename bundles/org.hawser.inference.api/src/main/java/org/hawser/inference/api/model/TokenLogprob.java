package org.hawser.inference.api.model;

/// How probable a token was.
///
/// @param id the token
/// @param logprob natural logarithm of its probability under softmax of the model's logits with the
///     request's logit bias, before penalty, temperature and format; at most 0
public record TokenLogprob(int id, float logprob) {}
