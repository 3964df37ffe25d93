package northpost.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.sink.Document;
import northpost.sink.ElasticsearchSettings;
import northpost.sink.ElasticsearchSink;
import northpost.sink.Secret;
import northpost.sink.kafka.DeadLetterSerializer;
import northpost.sink.kafka.DecisionSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** The topics the job writes, and Elasticsearch where it is configured. */
public final class KafkaOutputs {
  private KafkaOutputs() {}

  public static Outputs of(ReadableConfig config) {
    return new Outputs(
        decisions(config),
        deadLetters(config),
        null,
        null,
        null,
        null,
        null,
        null,
        documents(config));
  }

  private static Sink<Decision> decisions(ReadableConfig config) {
    boolean exactlyOnce =
        config.get(NorthpostOptions.DECISIONS_DELIVERY) == NorthpostOptions.Delivery.EXACTLY_ONCE;
    return sink(
        config,
        new DecisionSerializer(config.get(NorthpostOptions.DECISIONS_TOPIC)),
        exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE,
        "decisions");
  }

  private static Sink<DeadLetter> deadLetters(ReadableConfig config) {
    return sink(
        config,
        new DeadLetterSerializer(config.get(NorthpostOptions.DEAD_LETTERS_TOPIC)),
        DeliveryGuarantee.AT_LEAST_ONCE,
        "dead-letters");
  }

  private static <T> KafkaSink<T> sink(
      ReadableConfig config,
      KafkaRecordSerializationSchema<T> serializer,
      DeliveryGuarantee guarantee,
      String name) {
    Properties properties = new Properties();
    // An officer waits: a decision is sent at once, not gathered with others.
    properties.put("linger.ms", "0");
    properties.putAll(config.get(NorthpostOptions.KAFKA_PROPERTIES));
    // No configuration has these: the guarantees rest on them.
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
      properties.put("transaction.timeout.ms", transactionTimeout(config));
    }
    return KafkaSink.<T>builder()
        .setBootstrapServers(Configurations.required(config, NorthpostOptions.BOOTSTRAP_SERVERS))
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(guarantee)
        // Two deployments on one broker would end each other's transactions under one prefix.
        .setTransactionalIdPrefix(config.get(NorthpostOptions.GROUP_ID) + "-" + name)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setRecordSerializer(serializer)
        .build();
  }

  private static String transactionTimeout(ReadableConfig config) {
    return Long.toString(config.get(NorthpostOptions.DECISIONS_TRANSACTION_TIMEOUT).toMillis());
  }

  private static Sink<Document> documents(ReadableConfig config) {
    List<String> urls = config.getOptional(NorthpostOptions.ELASTICSEARCH_URLS).orElse(null);
    return urls == null ? null : new ElasticsearchSink(elasticsearch(config, urls));
  }

  private static ElasticsearchSettings elasticsearch(ReadableConfig config, List<String> urls) {
    ElasticsearchSettings defaults = ElasticsearchSettings.of(urls);
    long buffer = config.get(NorthpostOptions.ELASTICSEARCH_BUFFER).getBytes();
    ElasticsearchSettings settings = defaults.withBuffer(defaults.bufferDocuments(), buffer);
    String caFile = config.get(NorthpostOptions.ELASTICSEARCH_CA_FILE);
    if (caFile != null) {
      settings = settings.withCaFile(Path.of(caFile));
    }
    String apiKeyFile = config.get(NorthpostOptions.ELASTICSEARCH_API_KEY_FILE);
    if (apiKeyFile != null) {
      return settings.withApiKey(Secret.inFile(Path.of(apiKeyFile)));
    }
    String username = config.get(NorthpostOptions.ELASTICSEARCH_USERNAME);
    if (username == null) {
      return settings;
    }
    String passwordFile =
        Configurations.required(config, NorthpostOptions.ELASTICSEARCH_PASSWORD_FILE);
    return settings.withPassword(username, Secret.inFile(Path.of(passwordFile)));
  }
}
