package northpost.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import northpost.decision.DecisionRule;
import northpost.decision.PolicyBook;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Policy;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.gallery.CandidateList;
import northpost.gallery.ComparisonStatus;
import northpost.gallery.GalleryIndex;

/**
 * The stages from routing to decision without Flink: no state, no network, no serialization, and
 * one thread a core over one index of the whole gallery.
 */
final class BareLoop {
  private final Travellers travellers;
  private final int batch;
  private final GalleryIndex index = new GalleryIndex();
  private final PolicyBook book;

  BareLoop(Travellers travellers, int batch, Policy systemPolicy) {
    this.travellers = travellers;
    this.batch = batch;
    book = new PolicyBook(systemPolicy, List.of());
    for (int n = 0; n < travellers.references(); n++) {
      index.put(travellers.reference(n).reference());
    }
    index.learn();
  }

  /** Decides the probes of a round. */
  Tally decide(Tickets.Round round, int threads, boolean keepAnswers) {
    Tally tally = new Tally(round, keepAnswers);
    AtomicLong next = new AtomicLong(round.first());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    tally.start(
        new Tickets.Round(round.first(), round.end(), System.nanoTime(), 0, round.uniform(), null));
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        parts.add(pool.submit(() -> decide(round, next, tally)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bare loop was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the bare loop failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return tally;
  }

  private void decide(Tickets.Round round, AtomicLong next, Tally tally) {
    for (long first = next.getAndAdd(batch); first < round.end(); first = next.getAndAdd(batch)) {
      List<Probe> probes = new ArrayList<>();
      for (long ticket = first; ticket < Math.min(first + batch, round.end()); ticket++) {
        probes.add(travellers.probe(ticket, round.uniform()));
      }
      List<CandidateList> lists =
          travellers.verification() ? probes.stream().map(this::verify).toList() : identify(probes);
      for (CandidateList list : lists) {
        Decision decision = DecisionRule.decide(list, book, Instant.now());
        tally.add(decision);
      }
    }
  }

  private CandidateList verify(Probe probe) {
    Reference reference = index.get(probe.capture().presentedReferenceId());
    return list(
        probe,
        ComparisonKind.VERIFICATION,
        List.of(
            new Candidate(
                reference.referenceId(),
                reference.subjectId(),
                GalleryIndex.score(probe.template(), reference))),
        reference.galleryIds());
  }

  private List<CandidateList> identify(List<Probe> probes) {
    List<String> galleries = Collections.nCopies(probes.size(), Travellers.GALLERY);
    List<GalleryIndex.Search> found = index.search(probes, galleries);
    List<CandidateList> lists = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      lists.add(
          list(
              probes.get(i),
              ComparisonKind.IDENTIFICATION,
              found.get(i).candidates(),
              List.of(Travellers.GALLERY)));
    }
    return lists;
  }

  private static CandidateList list(
      Probe probe, ComparisonKind kind, List<Candidate> candidates, List<String> galleries) {
    return new CandidateList(
        probe.withoutTemplate(),
        probe.template().modelId(),
        kind,
        ComparisonStatus.COMPARED,
        candidates,
        galleries);
  }
}
