#!/bin/sh
# Writes the start cache of an image: classes already read and linked, and which methods are hot, as one run of the main
# job showed them (JEP 483, 514, 515). Starting with it takes about a quarter less processor time. The file serves exactly
# the JDK that wrote it; the launcher starts without it on any other.
# Usage: start-cache.sh IMAGE JAVA_HOME
set -u
image=$1
java_home=$2
version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$java_home/release")
cache=$image/lib/hawser-$version.aot
work=$image/../start-cache
log=$work/log

# What ./hawser compares sources with, to say that they are newer than the build: unchanged files keep their age when copied.
touch "$image/features/platform.json"

# The option parser comes as Java 5, which no start cache takes; see docs/decisions/0019-picocli-as-java-8.md.
for jar in "$image"/lib/picocli-*.jar; do
  "$java_home/bin/java" "$(dirname -- "$0")/RaiseClassVersion.java" "$jar" || exit
done

rm -rf "$work" "$image"/lib/hawser-*.aot
mkdir -p "$work/documents"
cp "$image/README.md" "$work/documents/"
if HAWSER_START_CACHE_OUTPUT=$cache JAVA_HOME=$java_home "$image/hawser" ask --data "$work/data" \
  --docs "$work/documents" "How do I start Hawser as a server?" >"$log" 2>&1 && [ -f "$cache" ]; then
  chmod 644 "$cache"
  rm -rf "$work"
else
  rm -f "$cache" "$cache.config"
  echo "No start cache was written (see $log): Hawser works, and starts more slowly." >&2
fi
