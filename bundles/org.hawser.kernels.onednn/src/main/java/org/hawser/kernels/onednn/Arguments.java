package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.GroupedSource;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;

/// Checks what callers hand over: native code would read and write past a wrong segment silently.
final class Arguments {
  private Arguments() {}

  static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ": at least 1 is needed");
    }
  }

  static void holds(String name, MemorySegment segment, long elements, DnnlDataType type) {
    if (segment.byteSize() < elements * type.bytes()) {
      throw new IllegalArgumentException(
          name
              + " holds "
              + segment.byteSize()
              + " bytes, "
              + elements
              + " elements of "
              + type
              + " need "
              + elements * type.bytes());
    }
  }

  static void nativeHolds(String name, MemorySegment segment, long elements, DnnlDataType type) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(
          name + " is on the Java heap: allocate it from an Arena, native code cannot reach it");
    }
    holds(name, segment, elements, type);
  }

  static void strided(String name, StridedMatrix matrix, int batch, int rows, int columns) {
    if (matrix.rowStride() < columns || matrix.batchStride() < 0) {
      throw new IllegalArgumentException(
          name
              + " has row stride "
              + matrix.rowStride()
              + " and batch stride "
              + matrix.batchStride()
              + ": rows of "
              + columns
              + " need a row stride of at least that, and batches go forward");
    }
    long last = (batch - 1) * matrix.batchStride() + (rows - 1) * matrix.rowStride() + columns;
    nativeHolds(name, matrix.data(), last, DnnlDataType.F32);
  }

  static void outputs(int outputs, int step, int from, int to) {
    boolean ends = to % step == 0 || to == outputs;
    if (from < 0 || from >= to || to > outputs || from % step != 0 || !ends) {
      throw new IllegalArgumentException(
          "Outputs "
              + from
              + ".."
              + to
              + " of "
              + outputs
              + ": ranges begin and end at multiples of "
              + step
              + ", the last at the end");
    }
  }

  static void rows(
      String name, MemorySegment data, int rows, int columns, long stride, int elementBytes) {
    // In doubles, as large strides would overflow and pass; sizes near 2^53 do not occur.
    double bytes = ((rows - 1.0) * stride + columns) * elementBytes;
    if (!data.isNative() || stride < columns || data.byteSize() < bytes) {
      throw new IllegalArgumentException(
          name
              + " needs "
              + rows
              + " rows of "
              + columns
              + " elements in native memory, stride "
              + stride
              + ": "
              + data.byteSize()
              + " bytes were given");
    }
  }

  static void fourBits(
      int rows,
      GroupedSource source,
      FourBitWeights weights,
      int from,
      int to,
      MemorySegment target,
      long stride) {
    positive("rows", rows);
    outputs(weights.outputs(), FourBitWeights.OUTPUTS, from, to);
    int inputs = FourBitWeights.paddedInputs(weights.inputs());
    int groups = FourBitWeights.groups(weights.inputs());
    rows("numbers", source.numbers(), rows, inputs, inputs, Byte.BYTES);
    rows("scales", source.scales(), rows, groups, groups, Float.BYTES);
    rows("corrections", source.corrections(), rows, groups, groups, Integer.BYTES);
    int written = Math.ceilDiv(to - from, FourBitWeights.OUTPUTS) * FourBitWeights.OUTPUTS;
    rows("target", target, rows, written, stride, Float.BYTES);
  }

  static void quantisation(WeightShape shape, SourceQuantisation quantisation) {
    if (shape.quantised() != (quantisation != null)) {
      throw new IllegalArgumentException(
          shape.type()
              + (shape.quantised()
                  ? " needs the scale and zero point of the source"
                  : " takes no source quantisation: pass null"));
    }
    if (quantisation != null && (quantisation.zeroPoint() < 0 || quantisation.zeroPoint() > 255)) {
      throw new IllegalArgumentException(
          "The zero point is " + quantisation.zeroPoint() + ": unsigned bytes need 0..255");
    }
  }

  static void perOutput(String name, float[] values, int outputs) {
    if (values != null && values.length != outputs) {
      throw new IllegalArgumentException(
          values.length + " values of " + name + " for " + outputs + " outputs: give one each");
    }
  }
}
