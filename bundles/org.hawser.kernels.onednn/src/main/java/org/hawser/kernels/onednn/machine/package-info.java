/// Machine code made here, for products of few rows with weights of eight and four bits.
package org.hawser.kernels.onednn.machine;
