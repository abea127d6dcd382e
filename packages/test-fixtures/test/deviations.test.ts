import { describe, expect, it } from "vitest";
import { recording } from "../src/index.ts";
import { openTestbed } from "./conformance/testbed.ts";
import { differences } from "./conformance/compare.ts";
import { openProxy, type ProxiedResponse } from "./conformance/proxy.ts";
import { send } from "./conformance/send.ts";
import { states } from "./conformance/states.ts";

const inText = (from: string | RegExp, to: string) => (answer: ProxiedResponse) => ({
  ...answer,
  text: answer.text.replace(from, to),
});
const inHeader = (name: string, value: string) => (answer: ProxiedResponse) => ({
  ...answer,
  headers: { ...answer.headers, [name]: value },
});
const without = (name: string) => (answer: ProxiedResponse) => {
  const { [name]: _, ...headers } = answer.headers;
  return { ...answer, headers };
};

const DEVIATIONS: readonly (readonly [
  string,
  string,
  (answer: ProxiedResponse) => ProxiedResponse,
  RegExp,
])[] = [
  ["another error text", "show-missing", inText("not found", "is not there"), /body\.error/],
  ["another quote in an error text", "generate-missing", inText(/'(\w+)'/, '\\"$1\\"'), /body\.error/],
  ["a missing key", "tags", inText(/"context_length":\d+,/, ""), /context_length: missing/],
  ["an unknown key", "version", inText("{", '{"extra":1,'), /extra: unknown/],
  [
    "a missing key in the last line of a stream",
    "generate-stream",
    inText(/"done_reason":"length",/, ""),
    /done_reason/,
  ],
  [
    "a missing key in a line between",
    "chat-stream",
    inText(/"role":"assistant",/, ""),
    /line 0\.message\.role/,
  ],
  [
    "another content type",
    "generate-no-stream",
    inHeader("content-type", "application/json"),
    /content-type/,
  ],
  ["no content type", "method-wrong", without("content-type"), /content-type/],
  ["no Allow", "method-wrong", without("allow"), /allow/],
  ["another status", "delete-missing", (answer) => ({ ...answer, status: 400 }), /status/],
  ["a string in place of a number", "tags", inText(/"size":(\d+)/, '"size":"$1"'), /size/],
  [
    "a fraction of a nanosecond",
    "generate-no-stream",
    inText(/("eval_duration":\d+)/, "$1.5"),
    /eval_duration/,
  ],
  ["a list in place of null", "v1-models-empty", inText("null", "[]"), /data/],
  ["null in place of a list", "ps-empty", inText("[]", "null"), /models/],
  ["another reason", "generate-load", inText('"load"', '"stop"'), /done_reason/],
  ["a text in place of an empty one", "chat-load", inText('"content":""', '"content":"Hi"'), /content/],
  ["a time of another form", "ps-loaded", inText(/"expires_at":"[^"]+"/, '"expires_at":"soon"'), /no time/],
  ["one model less", "tags", inText(/\{"name":"foal:tiny".*?\]\},/, ""), /items/],
  ["two lines of a create swapped", "create-from", inText(/(.*writing.*\n)(.*success.*\n)/, "$2$1"), /lines/],
  ["chunks in place of a length", "status", without("content-length"), /framing/],
  [
    "another length in the response to HEAD",
    "blob-missing",
    inHeader("content-length", "10"),
    /content-length/,
  ],
  ["far too much memory", "ps-loaded", inText(/"size":\d+/, '"size":999999999'), /far from/],
];

describe("the comparison notices", () => {
  it.for(DEVIATIONS)("%s", async ([, name, change, complaint]) => {
    const recorded = recording("0.33.0-rc2", name);
    if (!("request" in recorded)) throw new Error(`${name} is not a response`);
    const testbed = await openTestbed(states[name] ?? {});
    const between = await openProxy(testbed.simulator.port, change);
    try {
      const { substitutions } = testbed;
      const answered = await send(between.port, recorded.request, { substitutions });
      expect(differences(recorded, answered).join("\n")).toMatch(complaint);
    } finally {
      await between.close();
      await testbed.close();
    }
  });
});
