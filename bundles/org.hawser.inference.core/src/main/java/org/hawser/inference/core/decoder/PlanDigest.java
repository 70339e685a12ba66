package org.hawser.inference.core.decoder;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.Span;

/// Tells whether two plans treat the first rows of a sequence alike.
final class PlanDigest {
  private PlanDigest() {}

  /// A number that plans have in common when their tables, and the spans and scales of their first
  /// rows, are equal.
  static long of(AttentionPlan plan, List<String> kinds, int rows) {
    CRC32C sum = new CRC32C();
    CRC32C other = new CRC32C();
    other.update(1);
    for (String kind : kinds) {
      byte[] bytes = bytes(plan.layer(kind), rows);
      sum.update(bytes);
      other.update(bytes);
      other.update(bytes.length);
    }
    return sum.getValue() << Integer.SIZE | other.getValue();
  }

  private static byte[] bytes(LayerPlan plan, int rows) {
    int perSpan = rows * (2 * Integer.BYTES + Double.BYTES) + Integer.BYTES;
    int table = (plan.table().pairs() + 1) * Double.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(table + plan.spans().size() * (perSpan + 64) + rows * Float.BYTES);
    bytes.putDouble(plan.table().magnitude());
    for (int j = 0; j < plan.table().pairs(); j++) {
      bytes.putDouble(plan.table().frequency(j));
    }
    for (Span span : plan.spans()) {
      put(bytes, span, rows);
    }
    for (int row = 0; row < rows; row++) {
      bytes.putFloat(plan.queryScale(row));
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, Span span, int rows) {
    int begin = bytes.position();
    for (int row = 0; row < rows; row++) {
      if (span.from(row) < span.to(row)) {
        bytes.putInt(span.from(row)).putInt(span.to(row)).putDouble(span.queryPosition(row));
      }
    }
    if (bytes.position() > begin) {
      bytes.putInt(span.keys().rule().ordinal()).putInt(span.strongest());
      bytes.putDouble(span.keys().a()).putDouble(span.keys().b());
    }
  }
}
