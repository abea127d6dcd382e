import { expect, it } from "vitest";
import { recordedExchange, recordedStream, recording, recordings, versions } from "../src/index.ts";

it.for(versions)("every recording of %s can be read", (version) => {
  const all = recordings(version);
  expect(all.length).toBeGreaterThan(150);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set(["exchange", "stream", "log", "disk", "table", "processes"]),
  );
  for (const one of all) {
    if (one.kind === "stream") expect(one.lines.length, one.name).toBeGreaterThan(0);
    if (one.kind === "disk") expect(one.files.length, one.name).toBeGreaterThan(0);
    if (one.kind === "log") expect(one.log.length, one.name).toBeGreaterThan(0);
  }
});

it("a recording has the request, the response, and the times", () => {
  const { request, response } = recordedExchange("0.33.0-rc2", "show-missing");
  expect(request).toEqual({ method: "POST", path: "/api/show", headers: {}, body: { model: "nobody" } });
  expect(response).toMatchObject({ status: 404, body: { error: "model 'nobody:latest' not found" } });
  const { lines, end } = recordedStream("0.33.0-rc2", "pull-not-found");
  expect([lines.at(0), end]).toEqual([{ atMs: 2, line: { status: "pulling manifest" } }, "complete"]);
});

it("a name that was not recorded, or has another kind, throws", () => {
  expect(() => recording("0.33.0-rc2", "nothing")).toThrow("ENOENT");
  expect(() => recordedExchange("0.33.0-rc2", "pull-fresh")).toThrow(
    "pull-fresh is no exchange, but a stream",
  );
  expect(() => recordedStream("0.33.0-rc2", "show")).toThrow("show is no stream, but an exchange");
});
