package northpost.sink;

import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Turns numbers into documents and tells the test's {@link Passage}. */
final class PassageFunction extends RichMapFunction<Long, Document> implements CheckpointListener {
  private static final long serialVersionUID = 1;

  private final String passage;
  private final NumberedDocument documents;

  PassageFunction(String passage, NumberedDocument documents) {
    this.passage = passage;
    this.documents = documents;
  }

  @Override
  public void open(OpenContext context) {
    Passage.of(passage).started();
  }

  @Override
  public Document map(Long number) {
    Passage.of(passage).element();
    return documents.of(number);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      Passage.of(passage).checkpoint();
    }
  }

  /** The document of a number. */
  interface NumberedDocument extends Serializable {
    Document of(long number);
  }
}
