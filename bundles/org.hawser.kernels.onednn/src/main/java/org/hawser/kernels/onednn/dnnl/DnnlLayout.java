package org.hawser.kernels.onednn.dnnl;

/// `dnnl_format_tag_t`: blocked layouts of a matrix, 64 columns a block.
public enum DnnlLayout {
  BA16A64B(506),
  BA16A64B2A(384),
  BA16A64B4A(388);

  final int value;

  DnnlLayout(int value) {
    this.value = value;
  }
}
