package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void takesATextForItsNumber() throws JsonProcessingException {
    assertThat(between("{'a':{'b':1},'c':false,'e':{}}", "{'c':'false','a':{'b':'1'}}")).isEmpty();
  }

  @Test
  void namesEachLeafThatDiffers() throws JsonProcessingException {
    assertThat(
            between(
                "{'a':{'b':'keyword','c':1},'l':['x','y']}", "{'a':{'b':'text','d':2},'l':['x']}"))
        .containsExactly(
            "a.b: got text, expected keyword",
            "a.c: got nothing, expected 1",
            "a.d: got 2, expected nothing",
            "l[1]: got nothing, expected y");
  }

  private static List<String> between(String expected, String actual)
      throws JsonProcessingException {
    return JsonDifference.between(
        JSON.readTree(expected.replace('\'', '"')), JSON.readTree(actual.replace('\'', '"')));
  }
}
