# Finds a JDK 25 and sets JAVA_HOME to it. Sourced by mvnw and hawser, so that both work when the default java is older.
# POSIX shell; the caller's options may include -e, -u and -f.

hawser_is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] &&
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

hawser_find_jdk25() {
  if [ -n "${JAVA_HOME:-}" ] && hawser_is_jdk25 "$JAVA_HOME"; then return 0; fi
  hawser_path_java=$(command -v java 2>/dev/null || true)
  if [ -n "$hawser_path_java" ]; then
    hawser_path_java=$(readlink -f "$hawser_path_java" 2>/dev/null || printf %s "$hawser_path_java")
    hawser_candidate=${hawser_path_java%/bin/java}
    if hawser_is_jdk25 "$hawser_candidate"; then JAVA_HOME=$hawser_candidate; export JAVA_HOME; return 0; fi
  fi
  hawser_listing=$(
    set +f
    for hawser_candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
      "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      if hawser_is_jdk25 "$hawser_candidate"; then printf '%s\n' "$hawser_candidate"; break; fi
    done
  )
  if [ -n "$hawser_listing" ]; then JAVA_HOME=$hawser_listing; export JAVA_HOME; return 0; fi
  echo "Hawser needs a JDK 25 and found none: install one, or set JAVA_HOME to it." >&2
  return 1
}

hawser_find_jdk25
