// hnswlib: the nearest k are asked for, and those within the distance kept.
#include <hnswlib/hnswlib.h>
#include "peer.hpp"

int main(int argc, char** argv) {
  Task task = readTask(argc, argv);
  const long d = task.dimension, links = 16, beam = 100;
  hnswlib::L2Space space(d);
  hnswlib::HierarchicalNSW<float> graph(&space, task.references, links, beam);
  double started = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (long n = 0; n < task.references; n++) {
    graph.addPoint(&task.vectors[n * d], n);
    if (n % 100000 == 99999) std::fprintf(stderr, "hnswlib: %ld references\n", n + 1);
  }
  double build = seconds(CLOCK_PROCESS_CPUTIME_ID) - started;
  const long updates = std::min(200L, task.references);
  started = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (long n = 0; n < updates; n++) graph.addPoint(&task.vectors[n * d], n);
  double update = (seconds(CLOCK_PROCESS_CPUTIME_ID) - started) * 1e6 / updates;
  for (long nearest : {100L, 1000L, 4000L}) {
    graph.setEf(nearest);
    measureAll(task, "hnswlib, nearest " + std::to_string(nearest), 1, 4.0 * d + 4.0 * (2 * links + 1) + 8, build, update,
            [&](long first, long count, float limit, std::vector<std::vector<int>>& found) {
              for (long p = 0; p < count; p++) {
                auto hits = graph.searchKnn(&task.probes[(first + p) * d], nearest);
                for (; !hits.empty(); hits.pop()) {
                  if (hits.top().first <= limit) found[p].push_back(hits.top().second);
                }
              }
            });
  }
}
