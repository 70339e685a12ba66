package org.hawser.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules on the byte code of our bundles.
class CodeRulesTest {
  static Stream<BundleJar> bundles() {
    return BundleJar.all();
  }

  /// A bundle can be stopped and started again: nothing may survive in a static.
  @ParameterizedTest
  @MethodSource("bundles")
  void noStaticMutableFields(BundleJar bundle) {
    List<String> mutable =
        classes(bundle)
            .flatMap(
                c ->
                    c.fields().stream()
                        .filter(CodeRulesTest::isStaticMutable)
                        .map(f -> c.thisClass().asInternalName() + "#" + f.fieldName()))
            .toList();
    assertThat(mutable).as("static mutable fields of %s", bundle).isEmpty();
  }

  private static boolean isStaticMutable(FieldModel field) {
    return field.flags().has(AccessFlag.STATIC)
        && !field.flags().has(AccessFlag.FINAL)
        && !field.flags().has(AccessFlag.SYNTHETIC);
  }

  /// bnd derives the import ranges of implementers and callers from these annotations.
  @ParameterizedTest
  @MethodSource("bundles")
  void apiInterfacesSayWhoImplementsThem(BundleJar bundle) {
    if (!bundle.name().endsWith(".api")) {
      return;
    }
    List<String> silent =
        classes(bundle)
            .filter(c -> c.flags().has(AccessFlag.INTERFACE) && c.flags().has(AccessFlag.PUBLIC))
            .map(c -> c.thisClass().asInternalName())
            .filter(name -> !name.contains("$") && !name.endsWith("package-info"))
            .filter(name -> !mentions(bundle, name, "Lorg/osgi/annotation/versioning/"))
            .toList();
    assertThat(silent).as("interfaces without @ConsumerType or @ProviderType").isEmpty();
  }

  private static boolean mentions(BundleJar bundle, String className, String constant) {
    byte[] bytes = bundle.bytes(className + ".class");
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).contains(constant);
  }

  private static Stream<ClassModel> classes(BundleJar bundle) {
    return bundle.classFiles().stream().map(c -> ClassFile.of().parse(bundle.bytes(c)));
  }
}
