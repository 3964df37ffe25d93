package northpost.savepoint;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A local file of lines, made with the first of them. Only with parallelism 1. */
final class RejectedFile implements Sink<String> {
  private static final long serialVersionUID = 1;

  private final String file;

  RejectedFile(Path file) {
    this.file = file.toString();
  }

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) {
    return new Lines(Path.of(file));
  }

  private static final class Lines implements SinkWriter<String> {
    private final Path file;
    private BufferedWriter writer;

    Lines(Path file) {
      this.file = file;
    }

    @Override
    public void write(String line, Context where) throws IOException {
      if (writer == null) {
        writer = Files.newBufferedWriter(file);
      }
      writer.write(line);
      writer.newLine();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (writer != null) {
        writer.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
