package northpost.evaluation;

/** The labelled photos cannot be read as they are given. */
public final class EvaluationInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public EvaluationInputException(String message) {
    super(message);
  }
}
