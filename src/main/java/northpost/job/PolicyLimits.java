package northpost.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import northpost.domain.MeasuredFmr;
import northpost.domain.Policy;
import northpost.face.ModelManifest;
import northpost.source.FmrLimit;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds policies against what was measured with the recognition network in use. */
final class PolicyLimits {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyLimits.class);

  private PolicyLimits() {}

  /** The limit of the settings; the manifest is read where policies are, when the first comes. */
  static FmrLimit of(ReadableConfig config) {
    return new FmrLimit(
        config.get(NorthpostOptions.MAX_FMR),
        new OfManifest(config.get(NorthpostOptions.MODELS_DIRECTORY)));
  }

  /**
   * Checks the policy of the settings. A machine that only submits may have no networks: then a
   * warning says that it was not checked.
   *
   * @throws IllegalArgumentException with the numbers, when it is refused
   */
  static void require(ReadableConfig config, Policy policy) {
    Path models = Path.of(config.get(NorthpostOptions.MODELS_DIRECTORY));
    if (!Files.exists(models.resolve(ModelManifest.FILE_NAME))) {
      LOG.warn(
          "No {} in {}: the thresholds of the settings are not held against {}",
          ModelManifest.FILE_NAME,
          models,
          NorthpostOptions.MAX_FMR.key());
      return;
    }
    of(config)
        .refusal(policy)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("policy of the settings: " + why);
            });
  }

  private static final class OfManifest implements FmrLimit.Evidence {
    private static final long serialVersionUID = 1;

    private final String modelsDirectory;
    private transient List<MeasuredFmr> measured;

    OfManifest(String modelsDirectory) {
      this.modelsDirectory = modelsDirectory;
    }

    @Override
    public List<MeasuredFmr> measured() {
      if (measured == null) {
        measured = ModelManifest.measuredFmr(Path.of(modelsDirectory));
      }
      return measured;
    }
  }
}
