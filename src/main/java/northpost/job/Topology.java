package northpost.job;

import java.time.Duration;
import northpost.analytics.CameraMinuteFunction;
import northpost.analytics.FunnelChange;
import northpost.analytics.FunnelWindows;
import northpost.analytics.LatencyWindows;
import northpost.analytics.SeededProbeFunction;
import northpost.analytics.WindowSpans;
import northpost.anomaly.DocumentConflictFunction;
import northpost.anomaly.IdentityConflictFunction;
import northpost.anomaly.ImpossibleTravelFunction;
import northpost.anomaly.PatternWatch;
import northpost.anomaly.PortWatchFunction;
import northpost.anomaly.RepeatedRejectionFunction;
import northpost.anomaly.ReplayFunction;
import northpost.decision.DecisionFunction;
import northpost.decision.PolicyState;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.Capture;
import northpost.domain.CapturedSample;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.domain.EncounterUpdate;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.LatencyWindow;
import northpost.domain.OutcomeWindow;
import northpost.domain.PolicyUpdate;
import northpost.domain.PortDays;
import northpost.domain.Probe;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.ReferenceUpdate;
import northpost.encounter.ConveyanceFunction;
import northpost.encounter.EncounterCapture;
import northpost.encounter.EncounterFunction;
import northpost.encounter.EncounterInputFunction;
import northpost.encounter.OutcomeDelta;
import northpost.encounter.OutcomeSums;
import northpost.encounter.OutcomeWindowFunction;
import northpost.face.ReferenceExtractionFunction;
import northpost.face.TemplateExtractionFunction;
import northpost.gallery.AskedProbe;
import northpost.gallery.CandidateList;
import northpost.gallery.MatchOperator;
import northpost.gallery.ProbeQuery;
import northpost.gallery.RoutingFunction;
import northpost.gallery.ShardAnswer;
import northpost.gallery.ShardMergeOperator;
import northpost.gallery.Shards;
import northpost.sink.AnomalyDocument;
import northpost.sink.DeadLetterDocument;
import northpost.sink.DecisionDocument;
import northpost.sink.Document;
import northpost.sink.ErrorRateDocument;
import northpost.sink.FunnelDocument;
import northpost.sink.LatencyDocument;
import northpost.sink.OutcomeDocument;
import northpost.source.AdjudicationAdmission;
import northpost.source.CaptureAdmission;
import northpost.source.DeduplicationFunction;
import northpost.source.OptOutGate;
import northpost.source.PolicyAdmission;
import northpost.source.PortRegistryYaml;
import northpost.source.ReferenceAdmission;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;

/**
 * The whole graph, in the order of the data.
 *
 * <pre>
 * captures ── admission ──(captureId)── deduplication ── opt-out gate ─┬─ template extraction ─┐
 *                                                                      └────── opted out ──────┤
 *                                                                                        routing ─┬─ not compared ─┐
 * references ─ admission ─(referenceId)─ extraction ──(shard)──┐                                  │                │
 *                                                       gallery match ◄───(once a subtask)────────┤                │
 *                                                              │                                  │                │
 * policies ── admission ── broadcast ──┐                (captureId) shard merge ◄─────(asked)─────┘                │
 *                                      │                       └───────────────────────────────────┬───────────────┘
 *                                      └──────────────► decision ◄─────────(captureId)─────────────┘
 *                                                          ├── decisions
 *                                                          ├──(camera, mode)── camera minutes ──(port)── port watch
 *                                                          ├──(lane)── latency lanes ─┬─(crossing)── latency crossings
 *                                                          │                          └─(port)── latency ports
 *                                                          ├──(image digest)── replay watch
 *                                                          ├──(two subjects)── identity conflict watch
 *                                                          ├──(encounter)── document conflict watch
 *                                                          ├──(subject)── impossible travel
 *                                                          ├──(lane, document)── repeated rejection
 *                                                          ├──(port, hour)── seeded probes
 * adjudications ── admission ──(encounterId)──┐            │
 *                                         encounters ◄─────┴──(conveyanceId)── conveyances
 *                                             │                          │
 *                     late, duplicates ──(lane)── funnel lanes ◄─────────┘
 *                                             │       ├─(crossing)── funnel crossings
 *                                             │       └─(port)── funnel ports
 *                                             └── outcome sums ──(window)── outcome windows
 * everything refused anywhere ── dead letters
 * </pre>
 *
 * A photo crosses the network once, from the source to the face pipeline, spread by captureId:
 * ports are uneven, captureIds are not, and a repeated captureId meets its first one there, before
 * anything is decoded.
 */
public final class Topology {
  private final StreamExecutionEnvironment env;
  private final TopologySettings settings;
  private final Outputs outputs;

  private Topology(StreamExecutionEnvironment env, TopologySettings settings, Outputs outputs) {
    this.env = env;
    this.settings = settings;
    this.outputs = outputs;
  }

  /** Adds the graph to the environment. */
  public static void build(
      StreamExecutionEnvironment env, Inputs inputs, Outputs outputs, TopologySettings settings) {
    env.setMaxParallelism(Shards.MAX_PARALLELISM);
    new Topology(env, settings, outputs).build(inputs);
  }

  /**
   * Adds the stages from a template to a decision alone: routing, gallery match, merge, decision.
   *
   * @param probes spread evenly, as by captureId
   * @param enrolments with templates
   * @return the decisions; nothing is written anywhere
   */
  public static SingleOutputStreamOperator<Decision> decisions(
      DataStream<Probe> probes,
      DataStream<ReferenceUpdate> enrolments,
      DataStream<PolicyUpdate> policies,
      TopologySettings settings) {
    probes.getExecutionEnvironment().setMaxParallelism(Shards.MAX_PARALLELISM);
    var queries = routed(probes, settings);
    var asked = queries.getSideOutput(SideOutputs.ASKED);
    var candidates = merged(asked, matched(queries, enrolments, settings), settings);
    return decided(
        candidates.union(queries.getSideOutput(SideOutputs.NOT_COMPARED)), policies, settings);
  }

  private void build(Inputs inputs) {
    var captures = admittedCaptures(inputs);
    var distinct = deduplicated(captures);
    var gated = behindOptOutGate(distinct);
    var probes = extracted(gated).union(gated.getSideOutput(SideOutputs.OPTED_OUT));

    var references = admittedReferences(inputs);
    var enrolments = enrolled(references);
    var policies = admittedPolicies(inputs);
    var decisions = decisions(probes, enrolments, policies, settings);

    var ofTravellers = ofTravellers(decisions);
    var latencies = latencies(ofTravellers);
    var anomalies = portWatch(cameraMinutes(ofTravellers)).union(patterns(decisions));
    var errorRates = errorRates(decisions);
    var adjudications = admittedAdjudications(inputs);
    var encounterCaptures = encounterCaptures(decisions);
    var encounters = encounters(encounterCaptures, adjudications);
    var conveyances = conveyances(encounterCaptures);
    var duplicates = distinct.getSideOutput(SideOutputs.DUPLICATES);
    var funnels = funnels(funnelChanges(encounters, conveyances, ofTravellers, duplicates));
    var outcomes = outcomes(encounters);
    var deadLetters =
        captures
            .getSideOutput(SideOutputs.DEAD_LETTERS)
            .union(
                distinct.getSideOutput(SideOutputs.DEAD_LETTERS),
                references.getSideOutput(SideOutputs.DEAD_LETTERS),
                enrolments.getSideOutput(SideOutputs.DEAD_LETTERS),
                policies.getSideOutput(SideOutputs.DEAD_LETTERS),
                adjudications.getSideOutput(SideOutputs.DEAD_LETTERS),
                encounters.getSideOutput(SideOutputs.DEAD_LETTERS));
    write(decisions, funnels, latencies, anomalies, errorRates, encounters, outcomes, deadLetters);
  }

  private SingleOutputStreamOperator<CapturedSample> admittedCaptures(Inputs inputs) {
    return env.fromSource(inputs.captures(), inputs.captureTime(), OperatorIds.CAPTURES)
        .uid(OperatorIds.CAPTURES)
        .process(new CaptureAdmission(SideOutputs.DEAD_LETTERS))
        .returns(StreamTypes.CAPTURED_SAMPLE)
        .uid(OperatorIds.CAPTURE_ADMISSION)
        .name(OperatorIds.CAPTURE_ADMISSION);
  }

  private SingleOutputStreamOperator<CapturedSample> deduplicated(
      DataStream<CapturedSample> captures) {
    return keptOutOfCheckpoints(captures.keyBy(sample -> sample.capture().captureId()))
        .transform(
            OperatorIds.DEDUPLICATION,
            StreamTypes.CAPTURED_SAMPLE,
            new DeduplicationFunction(SideOutputs.DEAD_LETTERS, SideOutputs.DUPLICATES).operator())
        .uid(OperatorIds.DEDUPLICATION);
  }

  /**
   * Photos are on their way here, or questions to the gallery and their answers. An unaligned
   * checkpoint would persist what is in flight; on this edge its barriers stay aligned whatever a
   * deployment configures. So no photo is in a checkpoint; and no question, which names the shards
   * of a subtask as they are at this parallelism, comes back at another.
   */
  private static <T, K> KeyedStream<T, K> keptOutOfCheckpoints(KeyedStream<T, K> inFlight) {
    ((PartitionTransformation<T>) inFlight.getTransformation())
        .getPartitioner()
        .disableUnalignedCheckpoints();
    return inFlight;
  }

  private SingleOutputStreamOperator<CapturedSample> behindOptOutGate(
      DataStream<CapturedSample> captures) {
    return captures
        .process(new OptOutGate(SideOutputs.OPTED_OUT))
        .returns(StreamTypes.CAPTURED_SAMPLE)
        .uid(OperatorIds.OPT_OUT_GATE)
        .name(OperatorIds.OPT_OUT_GATE);
  }

  private SingleOutputStreamOperator<Probe> extracted(DataStream<CapturedSample> captures) {
    return captures
        .process(
            new TemplateExtractionFunction(
                settings.pipelines(), settings.givenFaces(), settings.timeBudgetMillis()))
        .returns(StreamTypes.PROBE)
        .uid(OperatorIds.TEMPLATE_EXTRACTION)
        .name(OperatorIds.TEMPLATE_EXTRACTION);
  }

  /** At the parallelism of the gallery, which it asks subtask by subtask. */
  private static SingleOutputStreamOperator<ProbeQuery> routed(
      DataStream<Probe> probes, TopologySettings settings) {
    return probes
        .process(
            new RoutingFunction(
                settings.shards(),
                settings.timeBudgetMillis(),
                SideOutputs.ASKED,
                SideOutputs.NOT_COMPARED))
        .returns(StreamTypes.PROBE_QUERY)
        .uid(OperatorIds.ROUTING)
        .name(OperatorIds.ROUTING);
  }

  /** One reader for all partitions, so that it knows when all of them are read. */
  private SingleOutputStreamOperator<ReferenceUpdate> admittedReferences(Inputs inputs) {
    return env.fromSource(inputs.references(), inputs.referenceTime(), OperatorIds.REFERENCES)
        .uid(OperatorIds.REFERENCES)
        .setParallelism(1)
        .process(new ReferenceAdmission(SideOutputs.DEAD_LETTERS))
        .returns(StreamTypes.REFERENCE_UPDATE)
        .uid(OperatorIds.REFERENCE_ADMISSION)
        .name(OperatorIds.REFERENCE_ADMISSION)
        .setParallelism(1);
  }

  /** Spread by referenceId, so that a withdrawal never overtakes the enrolment before it. */
  private SingleOutputStreamOperator<ReferenceUpdate> enrolled(
      DataStream<ReferenceUpdate> references) {
    return keptOutOfCheckpoints(references.keyBy(ReferenceUpdate::referenceId))
        .process(new ReferenceExtractionFunction(settings.pipelines(), SideOutputs.DEAD_LETTERS))
        .returns(StreamTypes.REFERENCE_UPDATE)
        .uid(OperatorIds.REFERENCE_EXTRACTION)
        .name(OperatorIds.REFERENCE_EXTRACTION);
  }

  private static SingleOutputStreamOperator<ShardAnswer> matched(
      DataStream<ProbeQuery> queries,
      DataStream<ReferenceUpdate> enrolments,
      TopologySettings settings) {
    ShardKey shardKey = new ShardKey(settings.shards());
    return keptOutOfCheckpoints(queries.keyBy(ProbeQuery::shardKey, Types.INT))
        .connect(keptOutOfCheckpoints(enrolments.keyBy(shardKey, Types.INT)))
        .transform(
            OperatorIds.GALLERY_MATCH,
            StreamTypes.SHARD_ANSWER,
            new MatchOperator(settings.match()))
        .uid(OperatorIds.GALLERY_MATCH);
  }

  private static SingleOutputStreamOperator<CandidateList> merged(
      DataStream<AskedProbe> asked, DataStream<ShardAnswer> answers, TopologySettings settings) {
    return keptOutOfCheckpoints(asked.keyBy(probe -> probe.probe().capture().captureId()))
        .connect(keptOutOfCheckpoints(answers.keyBy(ShardAnswer::captureId)))
        .transform(
            OperatorIds.SHARD_MERGE,
            StreamTypes.CANDIDATE_LIST,
            new ShardMergeOperator(settings.timeBudgetMillis()))
        .uid(OperatorIds.SHARD_MERGE);
  }

  private SingleOutputStreamOperator<PolicyUpdate> admittedPolicies(Inputs inputs) {
    return env.fromSource(inputs.policies(), inputs.policyTime(), OperatorIds.POLICIES)
        .uid(OperatorIds.POLICIES)
        .setParallelism(1)
        .process(new PolicyAdmission(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.POLICY_ADMISSION)
        .name(OperatorIds.POLICY_ADMISSION)
        .setParallelism(1);
  }

  private static SingleOutputStreamOperator<Decision> decided(
      DataStream<CandidateList> candidates,
      DataStream<PolicyUpdate> policies,
      TopologySettings settings) {
    return candidates
        .keyBy(list -> list.probe().capture().captureId())
        .connect(policies.broadcast(PolicyState.policies()))
        .process(new DecisionFunction(settings.systemPolicy(), settings.match().order()))
        .returns(StreamTypes.DECISION)
        .uid(OperatorIds.DECISION)
        .name(OperatorIds.DECISION);
  }

  private static SingleOutputStreamOperator<Decision> ofTravellers(DataStream<Decision> decisions) {
    return decisions
        .filter(Topology::isOfTraveller)
        .uid(OperatorIds.OF_TRAVELLERS)
        .name(OperatorIds.OF_TRAVELLERS);
  }

  private SingleOutputStreamOperator<CameraMinute> cameraMinutes(
      DataStream<Decision> ofTravellers) {
    return ofTravellers
        .keyBy(CameraMinuteFunction::key)
        .transform(
            OperatorIds.CAMERA_MINUTES,
            StreamTypes.CAMERA_MINUTE,
            CameraMinuteFunction.operator(settings.timeBudgetMillis() > 0))
        .uid(OperatorIds.CAMERA_MINUTES);
  }

  private SingleOutputStreamOperator<Anomaly> portWatch(DataStream<CameraMinute> minutes) {
    return minutes
        .keyBy(CameraMinute::portCode)
        .process(new PortWatchFunction(PortRegistryYaml.shipped(), settings.portWatchHoldMinutes()))
        .uid(OperatorIds.PORT_WATCH)
        .name(OperatorIds.PORT_WATCH);
  }

  private static DataStream<LatencyWindow> latencies(DataStream<Decision> ofTravellers) {
    TypeInformation<LatencyWindow> type = StreamTypes.LATENCY_WINDOW;
    WindowSpans spans = spans();
    var lanes =
        ofTravellers
            .keyBy(LatencyWindows::laneKey)
            .transform(OperatorIds.LATENCY_LANES, type, LatencyWindows.lanes(spans))
            .uid(OperatorIds.LATENCY_LANES);
    var minutes =
        lanes
            .filter(LatencyWindows::isOfAMinute)
            .uid(OperatorIds.LATENCY_ROLLUP_INPUT)
            .name(OperatorIds.LATENCY_ROLLUP_INPUT);
    var crossings =
        minutes
            .keyBy(LatencyWindows::crossingKey)
            .transform(OperatorIds.LATENCY_CROSSINGS, type, LatencyWindows.crossings(spans))
            .uid(OperatorIds.LATENCY_CROSSINGS);
    var ports =
        minutes
            .keyBy(LatencyWindows::portKey)
            .transform(OperatorIds.LATENCY_PORTS, type, LatencyWindows.ports(spans))
            .uid(OperatorIds.LATENCY_PORTS);
    return lanes.union(crossings, ports);
  }

  private static DataStream<FunnelChange> funnelChanges(
      DataStream<EncounterUpdate> encounters,
      DataStream<ConveyanceUpdate> conveyances,
      DataStream<Decision> ofTravellers,
      DataStream<Capture> duplicates) {
    TypeInformation<FunnelChange> type = StreamTypes.FUNNEL_CHANGE;
    return encounters
        .flatMap(FunnelChange::of, type)
        .uid(OperatorIds.FUNNEL_ENCOUNTERS)
        .name(OperatorIds.FUNNEL_ENCOUNTERS)
        .union(
            conveyances
                .map(FunnelChange::of, type)
                .uid(OperatorIds.FUNNEL_CONVEYANCES)
                .name(OperatorIds.FUNNEL_CONVEYANCES),
            ofTravellers
                .filter(FunnelChange::isLate)
                .uid(OperatorIds.FUNNEL_LATE_INPUT)
                .name(OperatorIds.FUNNEL_LATE_INPUT)
                .map(FunnelChange::ofLate, type)
                .uid(OperatorIds.FUNNEL_LATE)
                .name(OperatorIds.FUNNEL_LATE),
            duplicates
                .filter(capture -> capture.seededProbe() == null)
                .uid(OperatorIds.FUNNEL_DUPLICATES_INPUT)
                .name(OperatorIds.FUNNEL_DUPLICATES_INPUT)
                .map(FunnelChange::ofDuplicate, type)
                .uid(OperatorIds.FUNNEL_DUPLICATES)
                .name(OperatorIds.FUNNEL_DUPLICATES));
  }

  private DataStream<FunnelWindow> funnels(DataStream<FunnelChange> changes) {
    TypeInformation<FunnelWindow> type = StreamTypes.FUNNEL_WINDOW;
    FunnelWindows windows =
        new FunnelWindows(
            spans(),
            Duration.ofMillis(settings.encounters().gapMillis()),
            Duration.ofMillis(settings.encounters().answerWithinMillis()));
    var lanes =
        changes
            .keyBy(FunnelWindows::laneKey)
            .transform(OperatorIds.FUNNEL_LANES, type, windows.lanes())
            .uid(OperatorIds.FUNNEL_LANES);
    var minutes =
        lanes
            .filter(FunnelWindows::isOfAMinute)
            .uid(OperatorIds.FUNNEL_ROLLUP_MINUTES)
            .name(OperatorIds.FUNNEL_ROLLUP_MINUTES)
            .map(FunnelChange::of, StreamTypes.FUNNEL_CHANGE)
            .uid(OperatorIds.FUNNEL_ROLLUP_INPUT)
            .name(OperatorIds.FUNNEL_ROLLUP_INPUT);
    var crossings =
        minutes
            .keyBy(FunnelWindows::crossingKey)
            .transform(OperatorIds.FUNNEL_CROSSINGS, type, windows.crossings())
            .uid(OperatorIds.FUNNEL_CROSSINGS);
    var ports =
        minutes
            .keyBy(FunnelWindows::portKey)
            .transform(OperatorIds.FUNNEL_PORTS, type, windows.ports())
            .uid(OperatorIds.FUNNEL_PORTS);
    return lanes.union(crossings, ports);
  }

  private static WindowSpans spans() {
    return new WindowSpans(PortRegistryYaml.shipped());
  }

  /** What the decisions on one photo, traveller or document say together. */
  private static DataStream<Anomaly> patterns(DataStream<Decision> decisions) {
    return pattern(
            decisions,
            OperatorIds.REPLAY_WATCH_INPUT,
            OperatorIds.REPLAY_WATCH,
            new ReplayFunction())
        .union(
            pattern(
                decisions,
                OperatorIds.IDENTITY_CONFLICT_INPUT,
                OperatorIds.IDENTITY_CONFLICT_WATCH,
                new IdentityConflictFunction()),
            pattern(
                decisions,
                OperatorIds.DOCUMENT_CONFLICT_INPUT,
                OperatorIds.DOCUMENT_CONFLICT_WATCH,
                new DocumentConflictFunction()),
            pattern(
                decisions,
                OperatorIds.IMPOSSIBLE_TRAVEL_INPUT,
                OperatorIds.IMPOSSIBLE_TRAVEL,
                new ImpossibleTravelFunction(PortRegistryYaml.shipped())),
            pattern(
                decisions,
                OperatorIds.REPEATED_REJECTION_INPUT,
                OperatorIds.REPEATED_REJECTION,
                new RepeatedRejectionFunction()));
  }

  private static SingleOutputStreamOperator<Anomaly> pattern(
      DataStream<Decision> decisions, String inputId, String watchId, PatternWatch watch) {
    return decisions
        .filter(decision -> isOfTraveller(decision) && watch.concerns(decision))
        .uid(inputId)
        .name(inputId)
        .keyBy(watch::key, Types.STRING)
        .transform(watchId, TypeInformation.of(Anomaly.class), watch.operator())
        .uid(watchId);
  }

  private SingleOutputStreamOperator<ErrorRateWindow> errorRates(DataStream<Decision> decisions) {
    return decisions
        .filter(decision -> !isOfTraveller(decision))
        .uid(OperatorIds.SEEDED_PROBES_INPUT)
        .name(OperatorIds.SEEDED_PROBES_INPUT)
        .keyBy(SeededProbeFunction::key)
        .process(new SeededProbeFunction())
        .uid(OperatorIds.SEEDED_PROBES)
        .name(OperatorIds.SEEDED_PROBES);
  }

  private SingleOutputStreamOperator<ReceivedAdjudication> admittedAdjudications(Inputs inputs) {
    return env.fromSource(
            inputs.adjudications(), inputs.adjudicationTime(), OperatorIds.ADJUDICATIONS)
        .uid(OperatorIds.ADJUDICATIONS)
        .process(new AdjudicationAdmission(SideOutputs.DEAD_LETTERS))
        .uid(OperatorIds.ADJUDICATION_ADMISSION)
        .name(OperatorIds.ADJUDICATION_ADMISSION);
  }

  private static SingleOutputStreamOperator<EncounterCapture> encounterCaptures(
      DataStream<Decision> decisions) {
    return decisions
        .flatMap(new EncounterInputFunction())
        .returns(StreamTypes.ENCOUNTER_CAPTURE)
        .uid(OperatorIds.ENCOUNTER_INPUT)
        .name(OperatorIds.ENCOUNTER_INPUT);
  }

  private SingleOutputStreamOperator<EncounterUpdate> encounters(
      DataStream<EncounterCapture> captures, DataStream<ReceivedAdjudication> adjudications) {
    return captures
        .keyBy(EncounterCapture::encounterId)
        .connect(adjudications.keyBy(received -> received.adjudication().encounterId()))
        .transform(
            OperatorIds.ENCOUNTERS,
            StreamTypes.ENCOUNTER_UPDATE,
            new EncounterFunction(settings.encounters(), SideOutputs.DEAD_LETTERS).operator())
        .uid(OperatorIds.ENCOUNTERS);
  }

  private SingleOutputStreamOperator<ConveyanceUpdate> conveyances(
      DataStream<EncounterCapture> captures) {
    return captures
        .filter(capture -> capture.conveyanceId() != null)
        .uid(OperatorIds.CONVEYANCE_INPUT)
        .name(OperatorIds.CONVEYANCE_INPUT)
        .keyBy(EncounterCapture::conveyanceId)
        .process(new ConveyanceFunction(settings.encounters()))
        .returns(StreamTypes.CONVEYANCE_UPDATE)
        .uid(OperatorIds.CONVEYANCES)
        .name(OperatorIds.CONVEYANCES);
  }

  private SingleOutputStreamOperator<OutcomeWindow> outcomes(
      DataStream<EncounterUpdate> encounters) {
    return encounters
        .transform(
            OperatorIds.OUTCOME_SUMS,
            TypeInformation.of(OutcomeDelta.class),
            new OutcomeSums(new PortDays(PortRegistryYaml.shipped())))
        .uid(OperatorIds.OUTCOME_SUMS)
        .keyBy(OutcomeDelta::window)
        .process(new OutcomeWindowFunction(settings.encounters()))
        .uid(OperatorIds.OUTCOME_WINDOWS)
        .name(OperatorIds.OUTCOME_WINDOWS);
  }

  /** Nobody is behind a seeded probe: it is in no count of travellers and in no watch. */
  private static boolean isOfTraveller(Decision decision) {
    return decision.capture().seededProbe() == null;
  }

  private void write(
      DataStream<Decision> decisions,
      DataStream<FunnelWindow> funnels,
      DataStream<LatencyWindow> latencies,
      DataStream<Anomaly> anomalies,
      DataStream<ErrorRateWindow> errorRates,
      DataStream<EncounterUpdate> encounters,
      DataStream<OutcomeWindow> outcomes,
      DataStream<DeadLetter> deadLetters) {
    write(decisions, outputs.decisions(), OperatorIds.DECISION_SINK);
    write(deadLetters, outputs.deadLetters(), OperatorIds.DEAD_LETTER_SINK);
    write(funnels, outputs.funnels(), OperatorIds.FUNNEL_SINK);
    write(latencies, outputs.latencies(), OperatorIds.LATENCY_SINK);
    write(anomalies, outputs.anomalies(), OperatorIds.ANOMALY_SINK);
    write(errorRates, outputs.errorRates(), OperatorIds.ERROR_RATE_SINK);
    write(encounters, outputs.encounters(), OperatorIds.ENCOUNTER_SINK);
    write(outcomes, outputs.outcomes(), OperatorIds.OUTCOME_SINK);
    if (outputs.documents() != null) {
      write(
          documents(decisions, funnels, latencies, anomalies, errorRates, outcomes, deadLetters),
          outputs.documents(),
          OperatorIds.DOCUMENT_SINK);
    }
  }

  /**
   * @param sink null where nobody asks for them
   */
  private static <T> void write(DataStream<T> stream, Sink<T> sink, String id) {
    if (sink != null) {
      stream.sinkTo(sink).uid(id).name(id);
    }
  }

  private static DataStream<Document> documents(
      DataStream<Decision> decisions,
      DataStream<FunnelWindow> funnels,
      DataStream<LatencyWindow> latencies,
      DataStream<Anomaly> anomalies,
      DataStream<ErrorRateWindow> errorRates,
      DataStream<OutcomeWindow> outcomes,
      DataStream<DeadLetter> deadLetters) {
    return documents(decisions, DecisionDocument::of, OperatorIds.DECISION_DOCUMENTS)
        .union(
            documents(funnels, FunnelDocument::of, OperatorIds.FUNNEL_DOCUMENTS),
            documents(latencies, LatencyDocument::of, OperatorIds.LATENCY_DOCUMENTS),
            documents(anomalies, AnomalyDocument::of, OperatorIds.ANOMALY_DOCUMENTS),
            documents(errorRates, ErrorRateDocument::of, OperatorIds.ERROR_RATE_DOCUMENTS),
            documents(outcomes, OutcomeDocument::of, OperatorIds.OUTCOME_DOCUMENTS),
            documents(deadLetters, DeadLetterDocument::of, OperatorIds.DEAD_LETTER_DOCUMENTS));
  }

  private static <T> DataStream<Document> documents(
      DataStream<T> stream, MapFunction<T, Document> document, String id) {
    return stream.map(document, StreamTypes.DOCUMENT).uid(id).name(id);
  }
}
