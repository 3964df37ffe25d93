package northpost.face;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import northpost.domain.MeasuredFmr;
import northpost.domain.Sha256;
import northpost.face.NetworkManifest.Decoder;
import northpost.face.NetworkManifest.Role;

/**
 * The networks of a folder, as its {@code manifest.yaml} describes them, each file with the bytes
 * the manifest names.
 */
public final class ModelManifest {
  /** The manifest's file name within the folder of the networks. */
  public static final String FILE_NAME = "manifest.yaml";

  private static final int SUPPORTED_VERSION = 1;

  private final Path file;
  private final String sha256;
  private final DetectionManifest detection;
  private final Map<String, NetworkManifest> networks = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();

  private record Document(
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) DetectionManifest detection,
      @JsonProperty(required = true) List<NetworkManifest> networks) {}

  /**
   * Something that is wrong with a folder of networks.
   *
   * @param file what it is in
   */
  public record Fault(Path file, String got, String expected) {}

  private ModelManifest(Path file, byte[] content) {
    this(file, document(file, content), Sha256.hex(content));
  }

  private ModelManifest(Path file, Document document, String sha256) {
    this.file = file;
    this.sha256 = sha256;
    this.detection = document.detection();
    for (NetworkManifest network : document.networks()) {
      if (networks.put(network.id(), network) != null) {
        throw new ModelException(file + ": network id " + network.id() + " twice, expected once");
      }
    }
  }

  /**
   * Reads the manifest and checks it and the SHA-256 of every network file.
   *
   * @throws ModelException when a file is absent, differs by a byte, or the manifest is not
   *     complete
   */
  public static ModelManifest load(Path modelsDirectory) {
    Path file = modelsDirectory.resolve(FILE_NAME);
    ModelManifest manifest = new ModelManifest(file, read(file));
    for (NetworkManifest network : manifest.networks.values()) {
      manifest.check(network);
      manifest.contents.put(
          network.id(), verified(modelsDirectory.resolve(network.file()), network));
    }
    manifest.only(Role.LANDMARKS);
    manifest.only(Role.RECOGNITION);
    manifest.checkLooks();
    return manifest;
  }

  /** All that {@link #load} would refuse in a folder, and not only the first of it. */
  public static List<Fault> faults(Path modelsDirectory) {
    Path file = modelsDirectory.resolve(FILE_NAME);
    List<Fault> faults = new ArrayList<>();
    try {
      ModelManifest manifest = new ModelManifest(file, read(file));
      for (NetworkManifest network : manifest.networks.values()) {
        manifest.check(network);
        fault(modelsDirectory.resolve(network.file()), network).ifPresent(faults::add);
      }
      manifest.only(Role.LANDMARKS);
      manifest.only(Role.RECOGNITION);
      manifest.checkLooks();
    } catch (ModelException e) {
      String got = Files.exists(file) ? e.getMessage().replace(file + ": ", "") : "no such file";
      faults.add(new Fault(file, got, "the manifest of networks that can be used"));
    }
    faults.sort(Comparator.comparing(Fault::file));
    return faults;
  }

  private static Optional<Fault> fault(Path networkFile, NetworkManifest network) {
    try {
      String got = Sha256.hex(Files.readAllBytes(networkFile));
      return got.equals(network.sha256())
          ? Optional.empty()
          : Optional.of(new Fault(networkFile, "SHA-256 " + got, "SHA-256 " + network.sha256()));
    } catch (NoSuchFileException e) {
      return Optional.of(new Fault(networkFile, "no such file", "network " + network.id()));
    } catch (IOException e) {
      return Optional.of(new Fault(networkFile, e.toString(), "a file that can be read"));
    }
  }

  /**
   * The SHA-256 of the manifest of a folder.
   *
   * @throws ModelException when it cannot be read
   */
  public static String sha256(Path modelsDirectory) {
    return Sha256.hex(read(modelsDirectory.resolve(FILE_NAME)));
  }

  /** The SHA-256 of this manifest. */
  public String sha256() {
    return sha256;
  }

  /**
   * False match rates measured with the recognition network of a folder, whose files are not read.
   *
   * @throws ModelException when the manifest is absent or not complete, or a rate is none
   */
  public static List<MeasuredFmr> measuredFmr(Path modelsDirectory) {
    Path file = modelsDirectory.resolve(FILE_NAME);
    List<MeasuredFmr> measured =
        new ModelManifest(file, read(file)).only(Role.RECOGNITION).measuredFmr();
    if (measured == null) {
      return List.of();
    }
    for (MeasuredFmr fmr : measured) {
      if (fmr.falseMatches() < 0 || fmr.falseMatches() > fmr.pairs()) {
        throw new ModelException(
            file + ": measuredFmr: got " + fmr + ", expected 0 <= falseMatches <= pairs");
      }
    }
    return List.copyOf(measured);
  }

  public DetectionManifest detection() {
    return detection;
  }

  /** The networks in no particular order. */
  public List<NetworkManifest> networks() {
    return List.copyOf(networks.values());
  }

  public NetworkManifest landmarks() {
    return only(Role.LANDMARKS);
  }

  public NetworkManifest recognition() {
    return only(Role.RECOGNITION);
  }

  /** The model id that templates carry: the SHA-256 of the recognition network. */
  public String modelId() {
    return recognition().sha256();
  }

  /** The length of a template. */
  public int templateLength() {
    return recognition().outputs().get(0).sampleLength();
  }

  NetworkManifest network(String id) {
    return networks.get(id);
  }

  /**
   * The bytes that were checked, once; reading the file a second time could give others, and
   * keeping them would hold 13 MB for nothing.
   */
  byte[] takeContent(NetworkManifest network) {
    return contents.remove(network.id());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ModelException(file + ": no such file, expected the manifest of the networks", e);
    } catch (IOException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private static Document document(Path file, byte[] content) {
    try {
      ObjectMapper yaml =
          new ObjectMapper(new YAMLFactory())
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
      Document document = yaml.readValue(content, Document.class);
      if (document.version() != SUPPORTED_VERSION) {
        throw new ModelException(
            file + ": version " + document.version() + ", expected " + SUPPORTED_VERSION);
      }
      return document;
    } catch (IOException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] verified(Path networkFile, NetworkManifest network) {
    byte[] content;
    try {
      content = Files.readAllBytes(networkFile);
    } catch (NoSuchFileException e) {
      throw new ModelException(networkFile + ": no such file, expected network " + network.id(), e);
    } catch (IOException e) {
      throw new ModelException(networkFile + ": " + e.getMessage(), e);
    }
    String got = Sha256.hex(content);
    if (!got.equals(network.sha256())) {
      throw new ModelException(
          networkFile + ": got SHA-256 " + got + ", expected " + network.sha256());
    }
    return content;
  }

  private NetworkManifest only(Role role) {
    List<NetworkManifest> found =
        networks.values().stream().filter(network -> network.role() == role).toList();
    if (found.size() != 1) {
      throw new ModelException(
          file + ": got " + found.size() + " networks of role " + role + ", expected 1");
    }
    return found.get(0);
  }

  private void check(NetworkManifest network) {
    require(network, network.role() != null, "role");
    require(network, network.file() != null, "file");
    require(network, network.sha256() != null, "sha256");
    require(network, network.input() != null, "input");
    require(network, network.input().type() != null, "input.type");
    require(network, network.input().layout() != null, "input.layout");
    require(network, network.input().colour() != null, "input.colour");
    require(network, network.outputs() != null && !network.outputs().isEmpty(), "outputs");
    switch (network.role()) {
      case DETECTION -> {
        require(network, network.decoder() != null, "decoder");
        require(
            network,
            network.decoder() != Decoder.TINY_GRID || network.anchors() != null,
            "anchors");
      }
      case LANDMARKS -> {
        require(network, network.input().size() != null, "input.size");
        require(
            network,
            network.outputs().get(0).sampleLength() == 2 * Landmarks.COUNT,
            "an output of " + 2 * Landmarks.COUNT + " values");
      }
      case RECOGNITION -> {
        require(network, network.input().size() != null, "input.size");
        require(network, network.outputs().get(0).sampleLength() > 0, "an output of fixed length");
        require(
            network,
            network.alignment() != null
                && network.alignment().anchors() != null
                && network.alignment().anchors().size() >= 2,
            "alignment.anchors (2 or more)");
      }
    }
  }

  private void require(NetworkManifest network, boolean condition, String what) {
    if (!condition) {
      throw new ModelException(file + ": network " + network.id() + " lacks " + what);
    }
  }

  private void checkLooks() {
    if (detection.looks() == null || detection.looks().isEmpty()) {
      throw new ModelException(file + ": detection.looks: got none, expected one or more");
    }
    for (DetectionManifest.Look look : detection.looks()) {
      NetworkManifest network = networks.get(look.network());
      if (network == null || network.role() != Role.DETECTION) {
        throw new ModelException(
            file
                + ": detection look names network "
                + look.network()
                + ", expected one of role DETECTION");
      }
      NetworkManifest.Input input = network.input();
      boolean fits =
          input.size() != null
              ? input.size() == look.size()
              : look.size() > 0
                  && (input.sizeMultipleOf() == null || look.size() % input.sizeMultipleOf() == 0);
      if (!fits) {
        throw new ModelException(
            file
                + ": detection look of size "
                + look.size()
                + ", expected "
                + (input.size() != null
                    ? String.valueOf(input.size())
                    : "a multiple of " + input.sizeMultipleOf())
                + " as network "
                + network.id()
                + " takes");
      }
    }
  }
}
