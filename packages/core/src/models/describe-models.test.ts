import { firstValueFrom, NEVER } from "rxjs";
import { describe, expect, it } from "vitest";
import { toFailure } from "../shared/failure.ts";
import type { Models } from "./models.ts";
import { fakeDetails, fakeModel, FakeOllama } from "../testing/index.ts";
import { withDescriber, type Describe } from "./describe-models.source.ts";

function describer() {
  const ollama = new FakeOllama();
  ollama.appear();
  ollama.models = Array.from({ length: 12 }, (_, index) => fakeModel(`m${index}`));
  const told: { readonly type: string }[] = [];
  const known: { details: Models["details"] } = { details: {} };
  let ask: Describe = () => NEVER;
  const session = withDescriber(
    ollama,
    () => ({ loaded: [], ...known }),
    (describe) => {
      ask = describe;
      return NEVER;
    },
  ).subscribe((event) => told.push(event));
  return { ollama, ask, told, known, session };
}

describe("a model's details", () => {
  it("are requested once, and emitted to all subscribers", async () => {
    const { ollama, ask, told } = describer();
    ollama.failure = "hang";
    const [pony] = ollama.models;
    const both = Promise.all([firstValueFrom(ask(pony!)), firstValueFrom(ask(pony!))]);
    ollama.release();
    expect(await both).toEqual([fakeDetails(), fakeDetails()]);
    expect(ollama.requests).toEqual(["POST /api/show"]);
    expect(told.map(({ type }) => type)).toEqual(["models.described"]);
  });

  it("are not requested if they are known", async () => {
    const { ollama, ask, known } = describer();
    const [pony] = ollama.models;
    known.details = {
      [pony!.digest]: { kind: "known", seq: 1, details: fakeDetails({ architecture: "llama" }) },
    };
    expect(await firstValueFrom(ask(pony!))).toMatchObject({ architecture: "llama" });
    expect(ollama.requests).toEqual([]);
  });

  it("are requested for each name if a server gives many models the same digest", async () => {
    for (const digest of ["", "0".repeat(64)]) {
      const { ollama, ask } = describer();
      ollama.failure = "hang";
      const alike = ollama.models.slice(0, 2).map((model) => ({ ...model, digest }));
      const both = Promise.all(alike.map((model) => firstValueFrom(ask(model))));
      expect(ollama.requests).toHaveLength(2);
      ollama.release();
      await both;
    }
  });

  it("are requested for four models at a time", async () => {
    const { ollama, ask } = describer();
    ollama.failure = "hang";
    const all = Promise.all(ollama.models.map((model) => firstValueFrom(ask(model))));
    expect(ollama.requests).toHaveLength(4);
    ollama.release();
    await all;
    expect(ollama.requests).toHaveLength(12);
  });

  it("are waited for no longer than the session", async () => {
    const { ollama, ask, session } = describer();
    ollama.failure = "hang";
    const all = ollama.models.map((model) => firstValueFrom(ask(model)).catch(toFailure));
    session.unsubscribe();
    expect(new Set((await Promise.all(all)).map((failure) => JSON.stringify(failure)))).toEqual(
      new Set(['{"kind":"aborted"}']),
    );
  });

  it("are requested again after a failure", async () => {
    const { ollama, ask, told } = describer();
    const [pony] = ollama.models;
    ollama.failure = { kind: "busy" };
    expect(await firstValueFrom(ask(pony!)).catch(toFailure)).toEqual({ kind: "busy" });
    expect(told.map(({ type }) => type)).toEqual(["models.undescribed"]);
    ollama.failure = undefined;
    expect(await firstValueFrom(ask(pony!))).toEqual(fakeDetails());
  });
});
