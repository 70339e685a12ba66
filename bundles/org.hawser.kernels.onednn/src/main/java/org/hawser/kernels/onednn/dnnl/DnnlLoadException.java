package org.hawser.kernels.onednn.dnnl;

/// The library cannot be used on this machine; the message is half a sentence that says why.
public final class DnnlLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DnnlLoadException(String reason) {
    super(reason);
  }
}
