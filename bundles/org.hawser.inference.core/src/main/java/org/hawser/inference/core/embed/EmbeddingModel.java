package org.hawser.inference.core.embed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.embed.Embedder;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.text.TextEncoder;
import org.hawser.inference.core.bert.BertEncoder;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.EngineBinding;
import org.hawser.inference.core.bert.PackedBert;
import org.hawser.inference.core.bert.Pooling;
import org.hawser.inference.core.math.RowMath;
import org.hawser.inference.core.model.ModelFormatException;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads an embedding model in the background and, when it is ready, registers it as [Embedder] and
/// [TextEncoder]. Both stay registered while engines come and go.
@Component(
    immediate = true,
    service = {})
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>='org.hawser.api.embed.Embedder,"
            + "org.hawser.inference.api.text.TextEncoder'")
@Designate(ocd = EmbeddingModel.Configuration.class)
public final class EmbeddingModel {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingModel.class);
  private static final Duration PATIENCE = Duration.ofDays(365);

  private final BundleContext context;
  private final Settings settings;
  private final EngineBinding engines = new EngineBinding();
  private final long started = System.nanoTime();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private BertEncoder encoder;
  private boolean stopped;

  /// Configuration; the defaults serve the built-in model.
  @ObjectClassDefinition(
      name = "Hawser embedding model",
      description = "Which model embeds documents and questions, and how it is computed.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Model directory",
        required = false,
        description =
            "Directory with config.json, model.safetensors and tokenizer.json of a BERT model,"
                + " absolute or relative to the data directory. Empty (default): the built-in"
                + " bge-small-en-v1.5. Another model needs a new index.")
    String modelDirectory() default "";

    @AttributeDefinition(
        name = "Precision",
        description =
            "Type the dense layers are multiplied in. auto (default): int8 for a model stored in"
                + " int8, otherwise bf16. f32 is exact and slow.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "int8", value = "int8"),
          @Option(label = "bf16", value = "bf16"),
          @Option(label = "f32", value = "f32")
        })
    String precision() default "auto";

    @AttributeDefinition(
        name = "Pooling",
        description =
            "How a text's vector is made of its tokens'. auto (default): what the model directory"
                + " says in 1_Pooling/config.json, otherwise mean. Ignored for the built-in model.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "cls", value = "cls"),
          @Option(label = "mean", value = "mean")
        })
    String pooling() default "auto";

    @AttributeDefinition(
        name = "Query instruction",
        required = false,
        description =
            "Text put in front of a question. auto (default): what the model recommends; for"
                + " bge-small-en-v1.5 'Represent this sentence for searching relevant passages: '."
                + " Empty: none.")
    String queryInstruction() default "auto";

    @AttributeDefinition(
        name = "Threads",
        description =
            "Texts embedded at the same time, 0 to 256. 0 (default): one per processor. Each uses"
                + " one processor and about 12 MB.")
    int threads() default 0;
  }

  private record Settings(
      Optional<Path> directory,
      Precision precision,
      Optional<Pooling> pooling,
      Optional<String> queryInstruction,
      int threads) {}

  @Activate
  public EmbeddingModel(BundleContext context, Configuration configuration) {
    this.context = context;
    this.settings = settings(context, configuration);
    Thread.ofPlatform().daemon().name("hawser-embedding-loader").start(this::loadAndRegister);
  }

  private static Settings settings(BundleContext context, Configuration configuration) {
    int threads = configuration.threads();
    if (threads < 0 || threads > 256) {
      throw new IllegalArgumentException("threads is " + threads + ": set it to 0..256.");
    }
    String directory = configuration.modelDirectory().strip();
    String data = Optional.ofNullable(context.getProperty("hawser.data")).orElse("");
    String instruction = configuration.queryInstruction();
    return new Settings(
        directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(data).resolve(directory)),
        Precision.of(configuration.precision()),
        pooling(configuration.pooling()),
        instruction.equals("auto") ? Optional.empty() : Optional.of(instruction),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  private static Optional<Pooling> pooling(String configured) {
    return switch (configured) {
      case "auto" -> Optional.empty();
      case "cls" -> Optional.of(Pooling.CLS);
      case "mean" -> Optional.of(Pooling.MEAN);
      default ->
          throw new IllegalArgumentException(
              "pooling is '" + configured + "': set it to auto, cls or mean.");
    };
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindKernels(Kernels kernels, Map<String, Object> properties) {
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
    engines.add(kernels, ranking, (Long) properties.get(Constants.SERVICE_ID));
  }

  void unbindKernels(Kernels kernels) {
    engines.remove(kernels);
  }

  private void loadAndRegister() {
    try {
      BertModel model =
          settings.directory().isPresent()
              ? new DirectoryModel(settings.directory().get()).load(settings.pooling())
              : BuiltInModel.load();
      if (start(model) && engines.awaitPacked(PATIENCE)) {
        register(model);
      }
    } catch (ModelFormatException e) {
      LOG.error("The embedding model cannot be loaded. {}", e.getMessage(), e.getCause());
      release();
    } catch (RuntimeException e) {
      LOG.error("The embedding model cannot be loaded: replace its files.", e);
      release();
    } catch (LinkageError | OutOfMemoryError e) {
      LOG.error(
          "The embedding model cannot be loaded for lack of memory or of classes: raise the memory"
              + " limit or reinstall the bundle, then restart.",
          e);
      release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean start(BertModel model) {
    if (stopped) {
      return false;
    }
    encoder = new BertEncoder(model, engines, RowMath.best(), settings.threads());
    engines.start(
        kernels ->
            PackedBert.pack(
                model.weights(), kernels, settings.precision().typeFor(kernels, model.storedAs())),
        packed -> {
          encoder.engineChanged();
          log(model, packed);
        });
    return true;
  }

  private void log(BertModel model, PackedBert packed) {
    KernelsReport report = packed.kernels().report();
    LOG.info(
        "Embedding model {} runs in {} on {} kernels ({}) with {} threads, {} ms after its start.",
        model.id(),
        packed.type().name().toLowerCase(Locale.ROOT),
        report.name(),
        report.isa(),
        settings.threads(),
        (System.nanoTime() - started) / 1_000_000);
  }

  private synchronized void register(BertModel model) {
    if (stopped) {
      return;
    }
    String instruction = settings.queryInstruction().orElse(model.queryInstruction());
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("model.id", model.id());
    properties.put("dimensions", encoder.hiddenSize());
    Embedder embedder = new ModelEmbedder(model.id(), encoder, instruction);
    registrations.add(context.registerService(TextEncoder.class, encoder, properties));
    registrations.add(context.registerService(Embedder.class, embedder, properties));
  }

  @Deactivate
  synchronized void stop() {
    stopped = true;
    release();
  }

  private synchronized void release() {
    registrations.forEach(ServiceRegistration::unregister);
    registrations.clear();
    if (encoder != null) {
      encoder.close();
    }
    engines.close();
  }
}
