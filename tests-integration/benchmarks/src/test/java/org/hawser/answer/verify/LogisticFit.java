package org.hawser.answer.verify;

import java.util.List;

/// Logistic regression by Newton's method, with a little pull towards 0 so that it always ends.
final class LogisticFit {
  private static final int STEPS = 30;
  private static final double RIDGE = 1e-4;

  private LogisticFit() {}

  /// @param features the first one 1
  record Example(double[] features, boolean positive, double weight) {}

  /// Weights by feature.
  static double[] fit(List<Example> examples) {
    int size = examples.getFirst().features().length;
    double[] weights = new double[size];
    for (int step = 0; step < STEPS; step++) {
      double[][] system = new double[size][size + 1];
      for (int i = 0; i < size; i++) {
        system[i][i] = RIDGE;
        system[i][size] = -RIDGE * weights[i];
      }
      for (Example example : examples) {
        add(system, example, probability(weights, example.features()));
      }
      double[] change = solve(system);
      for (int i = 0; i < size; i++) {
        weights[i] += change[i];
      }
    }
    return weights;
  }

  static double probability(double[] weights, double[] features) {
    double x = 0;
    for (int i = 0; i < weights.length; i++) {
      x += weights[i] * features[i];
    }
    return 1 / (1 + Math.exp(-x));
  }

  private static void add(double[][] system, Example example, double probability) {
    double[] features = example.features();
    double curvature = example.weight() * Math.max(probability * (1 - probability), 1e-9);
    double error = example.weight() * ((example.positive() ? 1 : 0) - probability);
    for (int i = 0; i < features.length; i++) {
      for (int j = 0; j < features.length; j++) {
        system[i][j] += curvature * features[i] * features[j];
      }
      system[i][features.length] += error * features[i];
    }
  }

  /// Gauss-Jordan; the system is positive definite, so no rows need to change places.
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int i = 0; i < size; i++) {
      double pivot = system[i][i];
      for (int j = i; j <= size; j++) {
        system[i][j] /= pivot;
      }
      for (int k = 0; k < size; k++) {
        double factor = system[k][i];
        for (int j = i; k != i && j <= size; j++) {
          system[k][j] -= factor * system[i][j];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = system[i][size];
    }
    return solution;
  }
}
