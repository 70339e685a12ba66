package org.hawser.kernels.onednn.dnnl;

import java.util.Locale;

/// `dnnl_status_t`, in the order of the C header.
public enum DnnlStatus {
  SUCCESS,
  OUT_OF_MEMORY,
  INVALID_ARGUMENTS,
  UNIMPLEMENTED,
  LAST_IMPL_REACHED,
  RUNTIME_ERROR,
  NOT_REQUIRED,
  INVALID_GRAPH,
  INVALID_GRAPH_OP,
  INVALID_SHAPE,
  INVALID_DATA_TYPE,
  /// A value this binding does not know.
  UNKNOWN;

  static DnnlStatus of(int value) {
    return value >= 0 && value < UNKNOWN.ordinal() ? values()[value] : UNKNOWN;
  }

  /// The name in the C header, such as `dnnl_unimplemented`.
  public String cName() {
    return "dnnl_" + name().toLowerCase(Locale.ROOT);
  }
}
