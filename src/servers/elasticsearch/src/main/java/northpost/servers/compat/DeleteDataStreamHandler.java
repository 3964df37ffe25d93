package northpost.servers.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.elasticsearch.ResourceNotFoundException;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.ClusterStateUpdateTask;
import org.elasticsearch.cluster.metadata.DataStream;
import org.elasticsearch.cluster.metadata.MetadataDataStreamsService;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** Deletes one data stream with its indices: {@code DELETE /_data_stream/NAME}. */
final class DeleteDataStreamHandler implements RestHandler {
  private final ClusterService cluster;

  DeleteDataStreamHandler(ClusterService cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(RestRequest.Method.DELETE, "/_data_stream/{name}"));
  }

  @Override
  public void handleRequest(RestRequest request, RestChannel channel, NodeClient client) {
    cluster.submitUnbatchedStateUpdateTask(
        "delete-data-stream", new Deletion(request.param("name"), channel));
  }

  private static final class Deletion extends ClusterStateUpdateTask {
    private final String name;
    private final RestChannel channel;

    Deletion(String name, RestChannel channel) {
      this.name = name;
      this.channel = channel;
    }

    @Override
    public ClusterState execute(ClusterState state) {
      DataStream stream = state.metadata().dataStreams().get(name);
      if (stream == null) {
        throw new ResourceNotFoundException("no such data stream: " + name);
      }
      return MetadataDataStreamsService.deleteDataStreams(state, Set.of(stream), Settings.EMPTY);
    }

    @Override
    public void onFailure(Exception cause) {
      try {
        channel.sendResponse(new RestResponse(channel, cause));
      } catch (IOException e) {
        throw new UncheckedIOException("answering the deletion of data stream " + name, e);
      }
    }

    @Override
    public void clusterStateProcessed(ClusterState before, ClusterState after) {
      channel.sendResponse(
          new RestResponse(RestStatus.OK, "application/json", "{\"acknowledged\":true}"));
    }
  }
}
