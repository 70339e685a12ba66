package org.hawser.inference.core.decoder;

import org.hawser.inference.core.quant.GgmlType;

/// A matrix of a model that is multiplied, as its file has it.
public record StoredMatrix(int rows, int columns, GgmlType type) {}
