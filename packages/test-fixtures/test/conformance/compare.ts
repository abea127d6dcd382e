import type { Json, Recording } from "../../src/index.ts";
import { diff } from "./diff.ts";
import { lineDifferences } from "./lines.ts";

/** The response of a server, in the form of a recording. */
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly lines: readonly Json[];
};

/** The differences between a response and its recording. Empty if it conforms. */
export function differences(recording: Recording, answered: Answered): readonly string[] {
  if (recording.kind !== "exchange" && recording.kind !== "stream")
    return [`${recording.kind} is not a response`];
  const { request, response } = recording;
  const found = [
    ...(response.status === answered.status ? [] : [`status: ${response.status} ≠ ${answered.status}`]),
    ...headerDifferences(request.method, response.headers, answered.headers),
  ];
  if (recording.kind === "exchange") {
    return [...found, ...diff("body", recording.response.body, answered.body)];
  }
  const lines = recording.lines.map(({ line }) => line);
  return [...found, ...lineDifferences(recording, lines, answered.lines)];
}

type Headers = Readonly<Record<string, string>>;

function headerDifferences(method: string, recorded: Headers, answered: Headers): readonly string[] {
  const exact = ["content-type", "allow", "access-control-allow-origin", "vary"];
  // For HEAD, the length is the only information about the body.
  if (method === "HEAD") exact.push("content-length");
  const framing = (headers: Headers): string =>
    headers["transfer-encoding"] ?? (headers["content-length"] === undefined ? "none" : "length");
  return [
    ...exact
      .filter((name) => recorded[name] !== answered[name])
      .map((name) => `${name}: ${recorded[name] ?? "absent"} ≠ ${answered[name] ?? "absent"}`),
    ...(method === "HEAD" || framing(recorded) === framing(answered)
      ? []
      : [`framing: ${framing(recorded)} ≠ ${framing(answered)}`]),
  ];
}
