package org.hawser.kernels.onednn.dnnl;

/// `DNNL_ARG_*`: the role of a memory object in one execution.
public enum DnnlArgument {
  SRC(1),
  DST(17),
  WEIGHTS(33),
  BIAS(41),
  SCRATCHPAD(80),
  SRC_SCALE(4096 | 1),
  WEIGHTS_SCALE(4096 | 33),
  SRC_ZERO_POINT(8192 | 1);

  final int value;

  DnnlArgument(int value) {
    this.value = value;
  }
}
