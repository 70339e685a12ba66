package org.hawser.kernels.onednn;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.kernels.onednn.dnnl.DnnlException;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.hawser.kernels.onednn.dnnl.DnnlLoadException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the oneDNN kernels while the library works on this machine, and nothing otherwise.
///
/// The service is registered by hand: a component that is the service itself could only fail by an
/// exception, which the framework would log with its stack trace at every attempt.
@Component(
    immediate = true,
    service = {})
@Designate(ocd = OneDnnKernelsComponent.Config.class)
public final class OneDnnKernelsComponent {
  /// Above the plain Java kernels, which rank 0.
  static final int RANKING = 100;

  private static final Logger LOG = LoggerFactory.getLogger(OneDnnKernelsComponent.class);
  private static final String PACKED = "native/linux-x86_64/org/bytedeco/dnnl/linux-x86_64/";
  private static final int LEAST_KERNELS = 16;
  private static final int MOST_KERNELS = 65536;

  @ObjectClassDefinition(
      name = "Hawser oneDNN kernels",
      description = "Matrix products through the oneDNN library.")
  @interface Config {
    @AttributeDefinition(
        name = "Generated kernels kept",
        min = "16",
        max = "65536",
        description =
            "Number of generated kernels (one per matrix shape, block of rows and post operation)"
                + " that each stream keeps for reuse, and the library for all streams together."
                + " 16..65536, default 256. A kernel takes up to 0.6 MB and about a millisecond to"
                + " make; streams share equal ones.")
    int maxKernels() default OneDnnKernels.DEFAULT_KERNELS;
  }

  private final OneDnnKernels kernels;
  private final ServiceRegistration<Kernels> registration;

  @Activate
  public OneDnnKernelsComponent(BundleContext context, Config config) {
    kernels = start(context, config.maxKernels());
    registration = kernels == null ? null : register(context, kernels);
  }

  private static OneDnnKernels start(BundleContext context, int maxKernels) {
    try {
      if (maxKernels < LEAST_KERNELS || maxKernels > MOST_KERNELS) {
        throw new DnnlLoadException(
            "maxKernels is " + maxKernels + ", allowed are " + LEAST_KERNELS + ".." + MOST_KERNELS);
      }
      return new OneDnnKernels(DnnlLibrary.load(unpack(context)), maxKernels);
    } catch (IOException | DnnlLoadException | DnnlException e) {
      LOG.warn("oneDNN is not used ({}): the plain Java kernels serve instead", reason(e));
      return null;
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException ? "its files cannot be unpacked: " + e : e.getMessage();
  }

  private static Path unpack(BundleContext context) throws IOException {
    File folder = context.getDataFile("native");
    if (folder == null) {
      throw new DnnlLoadException("the framework has no file system to unpack it to");
    }
    if (DnnlLibrary.isSupportedPlatform()) {
      Bundle bundle = context.getBundle();
      String identity = bundle.getVersion() + "@" + bundle.getLastModified();
      LibraryFiles.unpack(name -> open(bundle, name), identity, folder.toPath());
    }
    return folder.toPath();
  }

  private static InputStream open(Bundle bundle, String name) throws IOException {
    URL entry = bundle.getEntry(PACKED + name);
    if (entry == null) {
      throw new FileNotFoundException(PACKED + name + " in " + bundle);
    }
    return entry.openStream();
  }

  private static ServiceRegistration<Kernels> register(
      BundleContext context, OneDnnKernels kernels) {
    var report = kernels.report();
    LOG.info("oneDNN {} serves matrix products with {}", report.version(), report.isa());
    return context.registerService(
        Kernels.class,
        kernels,
        FrameworkUtil.asDictionary(
            Map.of(Constants.SERVICE_RANKING, RANKING, "kernels.name", report.name())));
  }

  /// Consumers let go first; then running products end and native memory is freed.
  @Deactivate
  void stop() {
    if (kernels != null) {
      registration.unregister();
      kernels.close();
    }
  }
}
