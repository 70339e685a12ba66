package org.hawser.inference.core.decoder;

import java.util.Map;

/// What a format calls the tensors of a decoder.
///
/// @param layerPrefix stands before names of layers, with the number for `#`
/// @param byRole names without `.weight`
record TensorNames(String layerPrefix, Map<Role, String> byRole) {
  enum Role {
    EMBEDDING,
    OUTPUT_NORM,
    OUTPUT,
    ATTENTION_NORM,
    QUERY,
    KEY,
    VALUE,
    QUERY_KEY_VALUE,
    QUERY_NORM,
    KEY_NORM,
    ATTENTION_OUTPUT,
    POST_ATTENTION_NORM,
    FEED_FORWARD_NORM,
    GATE,
    UP,
    GATE_UP,
    DOWN,
    POST_FEED_FORWARD_NORM
  }

  static final TensorNames GGUF =
      new TensorNames(
          "blk.#.",
          Map.ofEntries(
              Map.entry(Role.EMBEDDING, "token_embd"),
              Map.entry(Role.OUTPUT_NORM, "output_norm"),
              Map.entry(Role.OUTPUT, "output"),
              Map.entry(Role.ATTENTION_NORM, "attn_norm"),
              Map.entry(Role.QUERY, "attn_q"),
              Map.entry(Role.KEY, "attn_k"),
              Map.entry(Role.VALUE, "attn_v"),
              Map.entry(Role.QUERY_KEY_VALUE, "attn_qkv"),
              Map.entry(Role.QUERY_NORM, "attn_q_norm"),
              Map.entry(Role.KEY_NORM, "attn_k_norm"),
              Map.entry(Role.ATTENTION_OUTPUT, "attn_output"),
              Map.entry(Role.POST_ATTENTION_NORM, "post_attention_norm"),
              Map.entry(Role.FEED_FORWARD_NORM, "ffn_norm"),
              Map.entry(Role.GATE, "ffn_gate"),
              Map.entry(Role.UP, "ffn_up"),
              Map.entry(Role.GATE_UP, "ffn_up"),
              Map.entry(Role.DOWN, "ffn_down"),
              Map.entry(Role.POST_FEED_FORWARD_NORM, "post_ffw_norm")));

  /// @param softNorms whether attention and feed-forward layers are normed behind as well, as in
  ///     Gemma 3; the same name then means another norm
  static TensorNames huggingFace(boolean softNorms) {
    String behindAttention = "post_attention_layernorm";
    return new TensorNames(
        "model.layers.#.",
        Map.ofEntries(
            Map.entry(Role.EMBEDDING, "model.embed_tokens"),
            Map.entry(Role.OUTPUT_NORM, "model.norm"),
            Map.entry(Role.OUTPUT, "lm_head"),
            Map.entry(Role.ATTENTION_NORM, "input_layernorm"),
            Map.entry(Role.QUERY, "self_attn.q_proj"),
            Map.entry(Role.KEY, "self_attn.k_proj"),
            Map.entry(Role.VALUE, "self_attn.v_proj"),
            Map.entry(Role.QUERY_KEY_VALUE, "self_attn.qkv_proj"),
            Map.entry(Role.QUERY_NORM, "self_attn.q_norm"),
            Map.entry(Role.KEY_NORM, "self_attn.k_norm"),
            Map.entry(Role.ATTENTION_OUTPUT, "self_attn.o_proj"),
            Map.entry(
                Role.POST_ATTENTION_NORM, softNorms ? behindAttention : "no.post_attention_norm"),
            Map.entry(
                Role.FEED_FORWARD_NORM, softNorms ? "pre_feedforward_layernorm" : behindAttention),
            Map.entry(Role.GATE, "mlp.gate_proj"),
            Map.entry(Role.UP, "mlp.up_proj"),
            Map.entry(Role.GATE_UP, "mlp.gate_up_proj"),
            Map.entry(Role.DOWN, "mlp.down_proj"),
            Map.entry(Role.POST_FEED_FORWARD_NORM, "post_feedforward_layernorm")));
  }

  String of(Role role) {
    return byRole.get(role);
  }

  String of(Role role, int layer) {
    return layerPrefix.replace("#", Integer.toString(layer)) + byRole.get(role);
  }
}
