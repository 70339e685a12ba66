package org.hawser.context.selfextend;

import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyRefusedException;

/// Group size and window, those left out following from the model's window L and the length N by
/// the authors' rule W + (N - W) / G < 2/3 L.
///
/// @param size far tokens that share a position
/// @param window near tokens that keep theirs
record Groups(int size, int window) {
  private static final int MOST = 4096;

  static Groups of(PlanRequest request) {
    int length = request.model().contextLength();
    int window = request.whole("window", Math.max(1, length / 4));
    int size =
        request.whole("groupSize", request.horizon() <= length ? 1 : needed(request, window));
    return checked(request, size, window);
  }

  /// Those of the longest reach.
  static Groups largest(PlanRequest request) {
    int window = request.whole("window", Math.max(1, request.model().contextLength() / 4));
    return checked(request, request.whole("groupSize", Math.min(window, MOST)), window);
  }

  private static int needed(PlanRequest request, int window) {
    double room = 2.0 / 3 * request.model().contextLength() - window;
    double least = room > 0 ? (request.horizon() - window) / room : MOST;
    int size = (int) Math.min(Math.ceil(least), Math.min(window, MOST));
    while (request.value("window").isPresent() && window % size != 0) {
      size++;
    }
    return size;
  }

  private static Groups checked(PlanRequest request, int size, int window) {
    int length = request.model().contextLength();
    int whole = request.value("window").isPresent() ? window : Math.max(size, window / size * size);
    if (whole % size != 0) {
      throw new StrategyRefusedException(
          "Self-Extend's window " + whole + " is no multiple of its groupSize " + size + ".");
    }
    if (whole >= length) {
      throw new StrategyRefusedException(
          "Self-Extend's window " + whole + " must be below the model's " + length + " tokens.");
    }
    return new Groups(size, whole);
  }
}
