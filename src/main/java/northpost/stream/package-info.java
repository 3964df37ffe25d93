/**
 * How records travel between operators: bytes laid out by hand, one layout a record.
 *
 * <p>A {@link northpost.stream.Layout} says which fields of a record go where; {@link
 * northpost.stream.RecordOutput} and {@link northpost.stream.RecordInput} say how a field looks in
 * bytes; {@link northpost.stream.RecordTypeInfo} makes of a layout what Flink asks for.
 */
package northpost.stream;
