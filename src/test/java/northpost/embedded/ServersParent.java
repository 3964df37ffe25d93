package northpost.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import northpost.testing.ServersBuild;

/** A process that starts both servers, says their process ids, and waits to be killed. */
final class ServersParent {
  private ServersParent() {}

  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    KafkaBroker kafka = KafkaBroker.start(ServersBuild.directory(), work);
    ElasticsearchServer elasticsearch =
        ElasticsearchServer.start(ServersBuild.directory(), work, Map.of());
    System.out.println("READY " + kafka.pid() + " " + elasticsearch.pid());
    new CountDownLatch(1).await();
  }
}
