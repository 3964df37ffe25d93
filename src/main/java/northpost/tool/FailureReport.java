package northpost.tool;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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
    String name = command.getCommandSpec().qualifiedName();
    LOG.error("{} failed", name, failure);
    command.getErr().println(name + ": " + message(failure) + log());
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Where the stack trace is; the launcher says so. */
  private static String log() {
    String file = System.getProperty("northpost.log");
    return file == null ? "" : " (log: " + file + ")";
  }

  /** What failed and, where it is another thing, what was at the bottom of it. */
  private static String message(Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = text(failure);
    return root == failure || message.contains(text(root)) ? message : message + ": " + text(root);
  }

  /** Without the wrappers that only say that it happened in another thread. */
  private static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException
            || failure instanceof ExecutionException
            || failure instanceof UncheckedIOException;
    return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
  }

  private static String text(Throwable t) {
    boolean speaks = t.getMessage() != null && t.getMessage().contains(" ");
    return speaks ? t.getMessage() : t.toString();
  }
}
