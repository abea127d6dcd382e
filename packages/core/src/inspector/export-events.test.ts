import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { host } from "../testing/events.ts";
import { modelName } from "../testing/index.ts";
import { exportEvents } from "./export-events.action.ts";

/** The file of a window in whose history these events are. */
async function exportOf(
  events: readonly AppEvent[],
  serviceEnvironment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { context, clock, person, settings } = await openActionBench();
  settings.serviceEnvironment = serviceEnvironment;
  const recorded = events.map((event, index) => ({ seq: index + 1, atMs: index, event }));
  const inspector = { ...context.inspector, events: () => Promise.resolve(recorded) };
  const exporting = exportEvents({ ...context, inspector }, { which: "all" });
  await clock.pass(100);
  expect(await exporting).toMatchObject({ accepted: true });
  return person.saved.join("");
}

const failed = (detail: string): AppEvent => ({
  type: "service.failed",
  host,
  failure: { kind: "unexpected", detail },
  logLines: [],
});

describe("exported events", () => {
  it("have none of the secrets in the settings", async () => {
    const exported = await exportOf(
      [failed("the gateway says hunter22secret"), failed("the proxy says pa55wd!")],
      { OLLAMA_API_KEY: "hunter22secret", HTTPS_PROXY: "http://me:pa55wd!@proxy:1" },
    );
    expect(exported).toContain("the gateway says redacted-secret-1");
    expect(exported).not.toContain("pa55wd!");
  });

  it("have no names of hosts and models that are no longer there", async () => {
    const model = modelName("pony");
    const exported = await exportOf([
      { type: "hosts.watched", hosts: [{ host, name: "Mandant Falcon" }] },
      { type: "hosts.watched", hosts: [{ host }] },
      {
        type: "operation.completed",
        host,
        operation: { kind: "copy", model, destination: modelName("divorce") },
      },
      { type: "operation.completed", host, operation: { kind: "delete", model: modelName("divorce") } },
      failed("Mandant Falcon has no divorce, and no pony"),
    ]);
    expect(exported).toContain("redacted-name-1 has no redacted-model-2, and no pony");
    expect(exported).not.toMatch(/falcon|divorce/i);
  });
});
