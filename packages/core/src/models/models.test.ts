import { describe, expect, it } from "vitest";
import { at, host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given, modelName } from "../testing/index.ts";
import { evolve } from "../app/evolve.ts";
import { hostFacts, modelsOf } from "../app/state.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { detailsOf } from "./details.ts";
import { findModel, installedModels } from "./models.ts";
import type { ServiceEvent } from "../service/service-events.ts";

const pony = fakeModel("pony");
const foal = fakeModel("foal");
const shire = fakeModel("me/shire:28m");
const listed = { type: "models.listed", host, models: [pony, shire] } as const;
const loaded = { name: pony.name, sizeBytes: 10, vramBytes: 10, expiresAtMs: 9_000 };

describe("the list of models", () => {
  it("keeps unchanged objects, so that renderers can compare by identity", () => {
    const before = given(pointed, running, listed).state;
    const after = given(pointed, running, listed, {
      ...listed,
      models: [structuredClone(pony), fakeModel("foal")],
    }).state;
    expect(findModel(modelsOf(after), pony.name)).toEqual(findModel(modelsOf(before), pony.name));
    const again = { seq: 9, atMs: 9, event: structuredClone(listed) } as const;
    expect(installedModels(modelsOf(evolve(before, again)))).toBe(installedModels(modelsOf(before)));
  });

  it("is kept when the service stops, but no model stays loaded", () => {
    const models = modelsOf(
      given(
        pointed,
        running,
        listed,
        { type: "models.loaded", host, models: [loaded] },
        { type: "service.stopped", host },
      ).state,
    );
    expect(installedModels(models)).toHaveLength(2);
    expect(models.loaded).toEqual([]);
  });

  it.each<ServiceEvent>([
    { type: "service.stopped", host },
    { type: "service.failed", host, failure: { kind: "busy" }, logLines: [] },
    { type: "service.died", host, death: { exit: {}, logLines: [] } },
    { type: "service.not-answering", host, owner: { kind: "paddock" } },
    { type: "service.stop-requested", host },
  ])(
    "says of nothing that it is loaded after $type, nor of what was loaded before when it runs again",
    (end) => {
      const read = { type: "models.loaded", host, models: [loaded] } as const;
      const history = [pointed, running, listed, read, end] as const;
      expect(modelsOf(given(pointed, running, listed, read).state).loaded).toHaveLength(1);
      expect(modelsOf(given(...history).state).loaded).toEqual([]);
      expect(modelsOf(given(...history, read).state).loaded, "a reading that comes late").toEqual([]);
      expect(modelsOf(given(...history, running).state).loaded).toEqual([]);
      expect(modelsOf(given(...history, running, read).state).loaded).toHaveLength(1);
    },
  );

  it("belongs to its host", () => {
    const elsewhere = { ...DEFAULT_ENDPOINT, hostname: "example.com", dialHostname: "example.com" };
    const away = at(elsewhere);
    expect(installedModels(modelsOf(given(pointed, running, listed, away).state))).toEqual([]);
    expect(installedModels(modelsOf(given(pointed, running, listed, away, pointed).state))).toHaveLength(2);
  });

  it("is kept if it cannot be read again", () => {
    const failure = { kind: "unreadable", endpoint: "GET /api/tags", problem: "not JSON" } as const;
    const { state } = given(pointed, running, listed, { type: "models.unread", host, failure });
    expect(installedModels(modelsOf(state))).toHaveLength(2);
    expect(modelsOf(state).unread).toEqual(failure);
    expect(
      modelsOf(given(pointed, running, listed, { type: "models.unread", host, failure }, listed).state)
        .unread,
    ).toBe(undefined);
    expect(state.facts.notices).toMatchObject([{ about: { kind: "models-unread" } }]);
  });
});

describe("models.describe", () => {
  const ask = { type: "models.describe", host, model: modelName("PONY") } as const;

  it("requests each digest once", () => {
    const requested = {
      type: "models.describe-requested",
      host,
      model: pony.name,
      key: pony.digest,
    } as const;
    expect(given(pointed, running, listed).when(ask)).toEqual({ accepted: true, events: [requested] });
    expect(given(pointed, running, listed, requested).when(ask)).toEqual({ accepted: true, events: [] });
    const described = {
      type: "models.described",
      host,
      key: pony.digest,
      details: fakeDetails(),
    } as const;
    const known = given(pointed, running, listed, requested, described);
    expect(known.when(ask)).toEqual({ accepted: true, events: [] });
    expect(detailsOf(modelsOf(known.state), pony)).toEqual(fakeDetails());
  });

  it("requests each name of models whose digest identifies nothing", () => {
    for (const digest of ["", "0".repeat(64), "unknown"]) {
      const alike = [pony, foal].map((model) => ({ ...model, digest }));
      const known = given(
        pointed,
        running,
        { type: "models.listed", host, models: alike },
        {
          type: "models.described",
          host,
          key: pony.name.toLowerCase(),
          details: fakeDetails({ system: "pony" }),
        },
      );
      const [first, second] = alike;
      expect(detailsOf(modelsOf(known.state), first!)?.system).toBe("pony");
      expect(detailsOf(modelsOf(known.state), second!)).toBeUndefined();
      expect(known.when({ ...ask, model: foal.name })).toMatchObject({
        events: [{ type: "models.describe-requested", model: foal.name }],
      });
    }
  });

  it("requests again after a failure", () => {
    const failed = {
      type: "models.undescribed",
      host,
      key: pony.digest,
      failure: { kind: "busy" },
    } as const;
    expect(given(pointed, running, listed, failed).when(ask)).toMatchObject({
      events: [{ type: "models.describe-requested", host }],
    });
  });

  it("is refused for a missing model, and without a service", () => {
    expect(given(pointed, running).when(ask)).toMatchObject({ refusal: { reason: "no-such-model" } });
    expect(given(pointed, listed).when(ask)).toMatchObject({ refusal: { reason: "not-running" } });
  });
});

describe("an operation", () => {
  const history = [pointed, running, listed] as const;

  it("is refused with a reason if it is impossible", () => {
    const { when } = given(...history);
    expect(when({ type: "model.unload", host, model: pony.name })).toMatchObject({
      refusal: { reason: "not-loaded" },
    });
    expect(when({ type: "model.delete", host, model: modelName("foal") })).toMatchObject({
      refusal: { reason: "no-such-model" },
    });
    expect(when({ type: "model.copy", host, model: pony.name, destination: shire.name })).toMatchObject({
      refusal: { reason: "model-exists", model: shire.name },
    });
    expect(given(pointed, listed).when({ type: "model.load", host, model: pony.name })).toMatchObject({
      refusal: { reason: "not-running" },
    });
  });

  it("is refused on a model that another operation runs on", () => {
    const busy = given(...history, {
      type: "operation.requested",
      host,
      operation: { kind: "load", model: pony.name },
    });
    expect(busy.when({ type: "model.delete", host, model: pony.name })).toMatchObject({
      refusal: { reason: "model-busy" },
    });
    expect(busy.when({ type: "model.delete", host, model: shire.name }).accepted).toBe(true);
  });

  it("can unload a model that was deleted while it was loaded", () => {
    const gone = given(
      pointed,
      running,
      { ...listed, models: [] },
      { type: "models.loaded", host, models: [loaded] },
    );
    expect(gone.when({ type: "model.unload", host, model: pony.name }).accepted).toBe(true);
  });

  it("that failed is reported once, by one window", () => {
    const operation = { kind: "load", model: pony.name } as const;
    const failed = { type: "operation.failed", host, operation, failure: { kind: "busy" } } as const;
    const { state, when } = given(...history, { type: "operation.requested", host, operation }, failed);
    expect(hostFacts(state).operations).toEqual([]);
    const [notice] = state.facts.notices;
    expect(notice).toMatchObject({ about: { kind: "operation-failed" } });
    expect(when({ type: "notice.tell", number: notice!.number }).accepted).toBe(true);
    expect(when({ type: "notice.tell", number: 99 })).toMatchObject({
      refusal: { reason: "no-such-notice" },
    });
  });
});

describe("facts", () => {
  it("depend on facts alone: without the readings they are the same", () => {
    const facts = [
      pointed,
      running,
      { type: "operation.requested", host, operation: { kind: "load", model: pony.name } },
    ] as const;
    const readings = [listed, { type: "models.loaded", host, models: [loaded] }] as const;
    expect(hostFacts(given(...facts).state).operations).toEqual(
      hostFacts(given(...facts, ...readings).state).operations,
    );
    expect(given(...readings).state.facts).toEqual(given().state.facts);
  });
});
