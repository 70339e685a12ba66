package org.hawser.inference.core.gguf;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hawser.inference.core.model.ModelFormatException;

/// Names of the files of a sharded model: `model-00002-of-00003.gguf`.
public final class GgufShardName {
  private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
  private static final int MAX_SHARDS = 1024;

  private GgufShardName() {}

  /// All files of the model a file belongs to, in order; the file alone when it is no shard.
  public static List<Path> all(Path path) {
    Matcher matcher = SHARD.matcher(path.getFileName().toString());
    if (!matcher.matches()) {
      return List.of(path);
    }
    int count = Integer.parseInt(matcher.group(3));
    int number = Integer.parseInt(matcher.group(2));
    if (number < 1 || number > count || count > MAX_SHARDS) {
      throw new ModelFormatException(
          path.getFileName() + " names an impossible shard: rename it as it was published.");
    }
    String prefix = matcher.group(1);
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                path.resolveSibling(
                    String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", prefix, i, count)))
        .toList();
  }

  /// Whether a file is a later shard, to be listed only through its first one.
  public static boolean isLaterShard(Path path) {
    Matcher matcher = SHARD.matcher(path.getFileName().toString());
    return matcher.matches() && Integer.parseInt(matcher.group(2)) > 1;
  }
}
