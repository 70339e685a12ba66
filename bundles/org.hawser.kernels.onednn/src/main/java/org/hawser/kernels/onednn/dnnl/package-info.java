/// Typed wrappers of the oneDNN C API, named as the C types. Every status is checked. Handles are
/// freed by `close`, never by the garbage collector; the caller orders `close` after the last use.
package org.hawser.kernels.onednn.dnnl;
