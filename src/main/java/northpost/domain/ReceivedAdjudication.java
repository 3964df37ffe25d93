package northpost.domain;

/** An adjudication and where it came from, so that one that nobody asked for can be found again. */
public record ReceivedAdjudication(Adjudication adjudication, SourcePosition position) {}
