package northpost.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Ends the jobs of each test: one that failed must not keep the slots of the next. */
public final class StartedJobs implements AfterEachCallback {
  private final List<JobClient> jobs = new ArrayList<>();

  public void add(JobClient job) {
    jobs.add(job);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (JobClient job : jobs) {
      if (!job.getJobStatus().get().isGloballyTerminalState()) {
        job.cancel().get();
      }
    }
    jobs.clear();
  }
}
