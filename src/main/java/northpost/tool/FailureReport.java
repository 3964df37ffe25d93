package northpost.tool;

import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
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

  /** What failed and, each behind a colon, what was the cause of it. */
  static String message(Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    StringBuilder message = new StringBuilder(text(failure));
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(failure);
    Throwable cause = failure.getCause();
    while (cause != null && seen.add(cause)) {
      // Many a cause is told by what it is the cause of.
      if (message.indexOf(text(unwrapped(cause))) < 0) {
        message.append(": ").append(text(unwrapped(cause)));
      }
      cause = cause.getCause();
    }
    return message.toString();
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
