import { describe, expect, it } from "vitest";
import { hostFacts } from "../app/state.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { isOffered, type ActionRequest } from "../ui/actions.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import type { OtherServer } from "./other-server.ts";
import { serviceWords } from "./service.view.ts";

const model = modelName("pony");
const systemd = { kind: "systemd", unit: "ollama.service", scope: "system" } as const;
const stateOn = (server?: OtherServer) =>
  given(
    pointed,
    { ...running, ...(server && { server }), owner: systemd },
    { type: "models.listed", host, models: [fakeModel("pony")] },
  ).state;

const ASKED: readonly ActionRequest[] = [
  { type: "service.stop" },
  { type: "download.request", model: modelName("foal") },
  { type: "model.import" },
  { type: "updates.check" },
  { type: "model.delete", model },
  { type: "model.rename", model },
  { type: "model.copy", model },
  { type: "model.load", model },
  { type: "model.try", model },
];
const offeredOn = (server?: OtherServer): readonly string[] =>
  ASKED.filter((request) => isOffered(stateOn(server), request)).map(({ type }) => type);

describe("a server that is not Ollama", () => {
  it("is offered only what it can", () => {
    expect(offeredOn()).toHaveLength(ASKED.length);
    expect(offeredOn("lemonade")).toEqual(["model.delete", "model.try"]);
    expect(offeredOn("docker-model-runner")).toEqual(["model.delete", "model.try"]);
    expect(offeredOn("koboldcpp")).toEqual(["model.try"]);
  });

  it("is named wherever its version would stand, with what is not offered", () => {
    expect(serviceWords(stateOn("koboldcpp")).remark).toMatch(
      /^KoboldCpp answers, which has a part of Ollama's API. Not offered: .*downloads.*deleting/,
    );
  });

  it("is asked for nothing that it lacks, and the person is told why", async () => {
    const { ask, ollama, clock, app } = await openActionBench();
    ollama.server = "lemonade";
    ollama.appear();
    await clock.pass(5_000);
    expect(hostFacts(app.state()).service.situation).toEqual({
      kind: "running",
      version: ollama.versionText,
      server: "lemonade",
    });
    const { refusal } = await ask({ type: "download.request", model });
    expect(describeRefusal(refusal!)).toBe(
      "Lemonade does not get its models from Ollama's registry. Download them with its own program.",
    );
    expect(ollama.pulls).toEqual([]);
  });

  it("is named where it has the port and not Ollama's API", async () => {
    const { ollama, clock, app } = await openActionBench();
    ollama.failures.set("GET /api/version", { kind: "another-server", server: "llama.cpp" });
    ollama.appear();
    await clock.pass(5_000);
    const { service } = hostFacts(app.state());
    expect(service.situation).toMatchObject({ kind: "port-taken", server: "llama.cpp" });
    expect(serviceWords(app.state()).remark).toMatch(
      /^llama.cpp answers on this port, not Ollama. It lacks Ollama's API./,
    );
  });
});
