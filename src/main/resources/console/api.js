// Asks the server. A failure always has words that can be shown.

const PATIENCE_MILLIS = 25_000;

export class Unanswered extends Error {}

export async function get(path, parameters) {
  const query = new URLSearchParams(
    Object.entries(parameters ?? {}).filter(([, value]) => value !== null && value !== ""),
  );
  const url = query.size > 0 ? `${path}?${query}` : path;
  let answer;
  try {
    answer = await fetch(url, {
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
      headers: { Accept: "application/json" },
    });
  } catch (cause) {
    const slow = cause.name === "TimeoutError";
    throw new Unanswered(
      slow ? "The console does not answer in time." : "The console cannot be reached.",
    );
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Unanswered(body.error ?? `The console answered with status ${answer.status}.`);
  }
  return body;
}
