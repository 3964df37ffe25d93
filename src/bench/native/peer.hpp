// Data, truth and measuring shared by the native peers of `./northpost bench search`.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

struct Limit {
  double distance;
  std::vector<std::vector<int>> truth;  // of the first probes
};

struct Task {
  std::string directory;
  long references, dimension, rounds, roundNanos;
  std::vector<Limit> limits;
  std::vector<float> vectors, probes;
  long probeCount() const { return (long)probes.size() / dimension; }
};

inline void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(1);
}

template <typename T>
std::vector<T> readFile(const std::string& path) {
  FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) fail(path + ": expected a file to read, got none");
  std::fseek(file, 0, SEEK_END);
  std::vector<T> values(std::ftell(file) / sizeof(T));
  std::rewind(file);
  if (std::fread(values.data(), sizeof(T), values.size(), file) != values.size()) fail(path + ": cut short");
  std::fclose(file);
  return values;
}

// Arguments: directory, references, dimension, rounds, nanoseconds of a round, then a distance and the file of its
// truth, as often as wanted.
inline Task readTask(int argc, char** argv) {
  if (argc < 8 || argc % 2 != 0) fail("expected 7, 9, 11 or more arguments, got " + std::to_string(argc - 1));
  Task task;
  task.directory = argv[1];
  task.references = std::atol(argv[2]);
  task.dimension = std::atol(argv[3]);
  task.rounds = std::atol(argv[4]);
  task.roundNanos = std::atol(argv[5]);
  task.vectors = readFile<float>(task.directory + "/references.f32");
  task.probes = readFile<float>(task.directory + "/probes.f32");
  for (int i = 6; i < argc; i += 2) {
    Limit limit{std::atof(argv[i]), {}};
    std::vector<int> numbers = readFile<int>(task.directory + "/" + argv[i + 1]);
    for (size_t at = 0; at < numbers.size(); at += numbers[at] + 1) {
      limit.truth.emplace_back(numbers.begin() + at + 1, numbers.begin() + at + 1 + numbers[at]);
    }
    task.limits.push_back(limit);
  }
  return task;
}

inline double seconds(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// Searches the probes from the first given one on; pushes what it finds of each within the squared distance.
using Search = std::function<void(long first, long count, float limit, std::vector<std::vector<int>>& found)>;

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Prints one row of one limit. Builds cost processor time.
inline void measure(const Task& task, const Limit& limit, const std::string& name, long batch, double bytes,
                    double build, double update, const Search& search) {
  const float squared = limit.distance * limit.distance;
  long checked = (long)limit.truth.size(), missing = 0, added = 0, expected = 0;
  for (long first = 0; first < checked; first += batch) {
    long count = std::min(batch, checked - first);
    std::vector<std::vector<int>> found(count);
    search(first, count, squared, found);
    for (long p = 0; p < count; p++) {
      std::vector<int> mine = found[p], right = limit.truth[first + p], both;
      std::sort(mine.begin(), mine.end());
      std::set_intersection(mine.begin(), mine.end(), right.begin(), right.end(), std::back_inserter(both));
      expected += (long)right.size();
      missing += (long)(right.size() - both.size());
      added += (long)(mine.size() - both.size());
    }
  }
  std::vector<double> wall, cpu;
  long next = 0;
  for (long round = 0; round <= task.rounds; round++) {
    double w = seconds(CLOCK_MONOTONIC), c = seconds(CLOCK_PROCESS_CPUTIME_ID);
    long searched = 0;
    do {
      if (next + batch > task.probeCount()) next = 0;
      std::vector<std::vector<int>> found(batch);
      search(next, batch, squared, found);
      next += batch;
      searched += batch;
    } while ((seconds(CLOCK_MONOTONIC) - w) * 1e9 < task.roundNanos);
    if (round > 0) {
      wall.push_back(searched / (seconds(CLOCK_MONOTONIC) - w));
      cpu.push_back(searched / (seconds(CLOCK_PROCESS_CPUTIME_ID) - c));
    }
  }
  std::printf(
      "{\"engine\":\"%s\",\"references\":%ld,\"dimension\":%ld,\"batch\":%ld,\"threads\":1,\"qps\":%.3f,"
      "\"recall\":%.8f,\"differences\":%ld,\"checkedProbes\":%ld,\"distance\":%.6f,\"foundShare\":%.9f,"
      "\"qpsPerCpuSecond\":%.3f,\"timesPlainLoop\":0,\"timesPlainLoopCpu\":0,\"bytesPerReference\":%.1f,"
      "\"buildSeconds\":%.3f,\"updateMicroseconds\":%.3f,\"java\":\"C++\"}\n",
      name.c_str(), task.references, task.dimension, batch, median(wall),
      expected == 0 ? 1.0 : (expected - missing) / (double)expected, missing + added, checked, limit.distance,
      expected / (double)checked / task.references, median(cpu), bytes, build, update);
  std::fflush(stdout);
}

// Prints one row for each limit.
inline void measureAll(const Task& task, const std::string& name, long batch, double bytes, double build,
                       double update, const Search& search) {
  for (const Limit& limit : task.limits) measure(task, limit, name, batch, bytes, build, update, search);
}
