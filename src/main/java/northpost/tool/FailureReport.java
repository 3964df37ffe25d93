package northpost.tool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure in one line on standard error and keeps the stack trace for the log. */
final class FailureReport implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    LOG.error("{} failed", command.getCommandName(), failure);
    command.getErr().println("northpost " + command.getCommandName() + ": " + message(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** What failed and, where it is another thing, what was at the bottom of it. */
  private static String message(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = text(failure);
    return root == failure || message.contains(text(root)) ? message : message + ": " + text(root);
  }

  private static String text(Throwable t) {
    boolean speaks = t.getMessage() != null && t.getMessage().contains(" ");
    return speaks ? t.getMessage() : t.toString();
  }
}
