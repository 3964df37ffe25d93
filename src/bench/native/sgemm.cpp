// Flat search as popular native libraries do it: products of all pairs by OpenBLAS, then select by distance.
#include <cblas.h>
#include "peer.hpp"

extern "C" void openblas_set_num_threads(int);

int main(int argc, char** argv) {
  openblas_set_num_threads(1);
  Task task = readTask(argc, argv);
  const long d = task.dimension, block = 2048;
  std::vector<float> norms(task.references);
  for (long n = 0; n < task.references; n++) {
    norms[n] = cblas_sdot(d, &task.vectors[n * d], 1, &task.vectors[n * d], 1);
  }
  std::vector<float> products(block * 64);
  for (long batch : {1L, 32L}) {
    measureAll(task, "OpenBLAS sgemm and select", batch, 4.0 * d + 4, -1, -1,
               [&](long first, long count, float limit, std::vector<std::vector<int>>& found) {
              std::vector<float> probeNorms(count);
              for (long p = 0; p < count; p++) {
                const float* probe = &task.probes[(first + p) * d];
                probeNorms[p] = cblas_sdot(d, probe, 1, probe, 1);
              }
              for (long from = 0; from < task.references; from += block) {
                long rows = std::min(block, task.references - from);
                if (count == 1) {
                  cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, d, 1, &task.vectors[from * d], d,
                              &task.probes[first * d], 1, 0, products.data(), 1);
                } else {
                  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, count, rows, d, 1, &task.probes[first * d], d,
                              &task.vectors[from * d], d, 0, products.data(), rows);
                }
                for (long p = 0; p < count; p++) {
                  const float* row = &products[p * rows];
                  for (long n = 0; n < rows; n++) {
                    if (probeNorms[p] + norms[from + n] - 2 * row[n] <= limit) found[p].push_back(from + n);
                  }
                }
              }
            });
  }
}
