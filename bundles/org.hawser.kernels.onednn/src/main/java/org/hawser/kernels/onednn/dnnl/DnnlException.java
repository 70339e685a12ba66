package org.hawser.kernels.onednn.dnnl;

/// A oneDNN function returned another status than success.
public final class DnnlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DnnlStatus status;

  DnnlException(String function, int status) {
    super(function + " failed: " + DnnlStatus.of(status).cName() + " (" + status + ")");
    this.status = DnnlStatus.of(status);
  }

  public DnnlStatus status() {
    return status;
  }

  static void check(String function, int status) {
    if (status != 0) {
      throw new DnnlException(function, status);
    }
  }
}
