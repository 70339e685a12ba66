package org.hawser.shell.health;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/// Says why a file in a hot-drop folder does not run.
final class DroppedFile {
  private static final List<String> CONFIGURATION = List.of(".config", ".cfg");

  private final BundleContext context;

  DroppedFile(BundleContext context) {
    this.context = context;
  }

  /// One sentence, or empty when the file is in use.
  String problem(Path file) {
    String name = file.getFileName().toString();
    if (CONFIGURATION.stream().anyMatch(name::endsWith)) {
      return "";
    }
    if (!name.endsWith(".jar")) {
      return "it is neither a bundle (.jar) nor a configuration (.config), so it is passed over;"
          + " remove or rename it.";
    }
    Optional<Bundle> installed =
        Arrays.stream(context.getBundles()).filter(b -> isFrom(b, file)).findFirst();
    return installed.map(this::problemOf).orElseGet(() -> whyNotInstalled(file));
  }

  private static boolean isFrom(Bundle bundle, Path file) {
    try {
      URI location = URI.create(bundle.getLocation().replaceFirst("^reference:", ""));
      return "file".equals(location.getScheme())
          && Path.of(location).toAbsolutePath().normalize().equals(file);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String problemOf(Bundle bundle) {
    boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    int state = bundle.getState();
    if (state == Bundle.ACTIVE || (fragment && state == Bundle.RESOLVED)) {
      return "";
    }
    if (state == Bundle.INSTALLED) {
      return "the bundle is installed but does not resolve, " + missing(bundle) + ".";
    }
    if (state == Bundle.STARTING || state == Bundle.STOPPING) {
      return "the bundle is starting or stopping; look again in a moment.";
    }
    return "the bundle is not started: 'start "
        + bundle.getBundleId()
        + "' in the shell starts it or says why it cannot.";
  }

  private String missing(Bundle bundle) {
    FrameworkWiring framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    List<String> missing =
        bundle.adapt(BundleRevision.class).getRequirements(null).stream()
            .filter(requirement -> !isOptional(requirement))
            .filter(requirement -> framework.findProviders(requirement).isEmpty())
            .map(DroppedFile::describe)
            .toList();
    return missing.isEmpty()
        ? "'start " + bundle.getBundleId() + "' in the shell says why"
        : "because nothing provides " + String.join("; ", missing);
  }

  private static boolean isOptional(Requirement requirement) {
    return Namespace.RESOLUTION_OPTIONAL.equals(
        requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
  }

  private static String describe(Requirement requirement) {
    String filter =
        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
        ? "package " + filter
        : requirement.getNamespace() + " " + filter;
  }

  private String whyNotInstalled(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String name = header(manifest, Constants.BUNDLE_SYMBOLICNAME);
      if (name.isEmpty()) {
        return "its manifest has no Bundle-SymbolicName, so it is no bundle; build it with bnd.";
      }
      return whyNotInstalled(name, header(manifest, Constants.BUNDLE_VERSION));
    } catch (IOException e) {
      return "it is no readable jar ("
          + e.getMessage()
          + "); copy it again, whole, under another name first and rename it then.";
    }
  }

  private String whyNotInstalled(String symbolicName, String version) {
    String name = symbolicName.split(";")[0].trim();
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName()) && isVersion(bundle, version)) {
        return "the same bundle in the same version is installed already from "
            + bundle.getLocation()
            + "; raise its Bundle-Version or remove one of them.";
      }
    }
    return "it is a bundle but not installed yet; look again in a moment, then into the log.";
  }

  private static boolean isVersion(Bundle bundle, String version) {
    try {
      return bundle.getVersion().equals(Version.parseVersion(version));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String header(Manifest manifest, String name) {
    String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }
}
