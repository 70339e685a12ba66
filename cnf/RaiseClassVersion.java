import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Writes a jar of classes compiled for Java 5 anew, as classes for Java 8 with the stack maps these
/// have. The start cache takes no older ones, and reading and verifying them anew at every start
/// took a tenth of it. Nothing else of the classes changes. A jar without old classes stays as it is.
///
/// Usage: java RaiseClassVersion.java JAR
final class RaiseClassVersion {
  /// First version the JVM keeps in its cache (Java 6).
  private static final int CACHEABLE = 50;

  private RaiseClassVersion() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path written = jar.resolveSibling(jar.getFileName() + ".new");
    try {
      if (write(jar, written)) {
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /// Whether there were old classes.
  private static boolean write(Path jar, Path written) throws IOException {
    boolean old = false;
    try (URLClassLoader types = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(written))) {
      ClassFile classFile =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofClassLoading(types)));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (isOld(entry, content)) {
          content = raised(classFile, content);
          old = true;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(copy);
        out.write(content);
      }
    }
    return old;
  }

  private static boolean isOld(ZipEntry entry, byte[] content) {
    return entry.getName().endsWith(".class") && (content[6] << 8 | content[7]) < CACHEABLE;
  }

  private static byte[] raised(ClassFile classFile, byte[] content) {
    ClassModel model = classFile.parse(content);
    ClassFileVersion version = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);
    // Bodies are written anew, though nothing in them changes: else they would get no stack maps.
    return classFile.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(ClassTransform.endHandler(builder -> builder.with(version))));
  }
}
