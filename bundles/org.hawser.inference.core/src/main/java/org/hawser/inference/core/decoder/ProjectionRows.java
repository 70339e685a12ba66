package org.hawser.inference.core.decoder;

import org.hawser.inference.core.decoder.Projection.Part;
import org.hawser.inference.core.serving.WeightRows;

/// All parts of a projection, one after the other, as one matrix.
record ProjectionRows(Projection projection) implements WeightRows {
  @Override
  public int outputs() {
    return projection.outputs();
  }

  @Override
  public int inputs() {
    return projection.inputs();
  }

  @Override
  public void row(int output, float[] target) {
    Place place = place(output);
    place.part().weight().row(place.row(), target, 0);
  }

  @Override
  public boolean fourBitRow(int output, byte[] values, short[] scales) {
    Place place = place(output);
    return place.part().weight().fourBitRow(place.row(), values, scales);
  }

  @Override
  public float[] bias() {
    if (projection.parts().stream().allMatch(part -> part.bias() == null)) {
      return null;
    }
    float[] bias = new float[outputs()];
    for (int output = 0; output < bias.length; output++) {
      Place place = place(output);
      float[] own = place.part().bias();
      bias[output] = own == null ? 0 : own[place.row()];
    }
    return bias;
  }

  /// @param row as the part stores it
  private record Place(Part part, int row) {}

  private Place place(int output) {
    int first = 0;
    for (Part part : projection.parts()) {
      if (output < first + part.rows()) {
        return new Place(part, part.order().stored(output - first));
      }
      first += part.rows();
    }
    throw new IndexOutOfBoundsException(output);
  }
}
