package northpost.decision;

import java.util.List;
import northpost.domain.Policy;
import northpost.domain.PolicyKey;
import northpost.gallery.CandidateList;
import northpost.gallery.CandidateListLayout;
import northpost.stream.RecordTypeInfo;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The state of the decision operator. Names and types are for ever: docs/state.md. */
public final class PolicyState {
  private PolicyState() {}

  /**
   * policyId@version → policy, broadcast. An entry ends when its policy, or its version, is
   * withdrawn.
   */
  public static MapStateDescriptor<String, Policy> policies() {
    return new MapStateDescriptor<>("policies", Types.STRING, TypeInformation.of(Policy.class));
  }

  /**
   * Time of capture → candidate lists that wait until the policies are complete up to that time.
   * Empty where captures are decided on arrival.
   */
  static MapStateDescriptor<Long, List<CandidateList>> waitingLists() {
    return new MapStateDescriptor<>(
        "waiting-candidate-lists",
        Types.LONG,
        Types.LIST(new RecordTypeInfo<>(new CandidateListLayout())));
  }

  static String key(Policy policy) {
    return PolicyKey.of(policy).toString();
  }
}
