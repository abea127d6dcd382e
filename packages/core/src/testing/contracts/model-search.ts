import assert from "node:assert/strict";
import { firstValueFrom, lastValueFrom, toArray, type Observable } from "rxjs";
import { isPortError, type Failure } from "../../shared/failure.ts";
import type { FoundModel } from "../../search/found-models.ts";
import { parseModelName } from "../../models/model-name.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import type { Contract } from "./contract.ts";

/** A model search and the host behind it. */
export type SearchWorld = {
  /** Opens a new search, which gives up after so many milliseconds of silence; absent: after as many as usually. */
  open(patienceMs?: number): ModelSearch;
  /** A text with results and a text without. */
  readonly texts: { readonly something: string; readonly nothing: string };
  /** Absent if the search needs no host. */
  readonly host?: SearchedHost;
};

/** A stand-in for a host. */
export interface SearchedHost {
  behaviour: HostBehaviour;
  /** Its requests: `GET /path`. */
  readonly requests: readonly string[];
  /** The number of requests to another host, to which it redirects while it is `redirecting`. */
  readonly strayCount: number;
  /** Resolves when the next request begins, or when one is cancelled. */
  next(what: "request" | "cancellation"): Promise<void>;
}

export type HostBehaviour =
  | "normal"
  /** With `HOSTILE_TEXT` in every field. */
  | "hostile"
  /** Status 500. */
  | "failing"
  /** Half of the answer, then the connection breaks. */
  | "cut"
  /** Status 200 with unknown content. */
  | "strange"
  | "silent"
  | "redirecting";

/** Markup, a VS Code icon, a change of text direction, control characters and too much text. */
export const HOSTILE_TEXT: string = `<img src=x onerror=alert(1)> & $(alert) \u202edne\u0000\n${"long ".repeat(2_000)}`;

const needsHost = ({ host }: SearchWorld): string | undefined => (host ? undefined : "it needs no host");

/** What every `ModelSearch` promises. */
export const modelSearchContract: Contract<SearchWorld> = [
  {
    name: "finds models with valid names for a text, or none",
    async keep({ open, texts }) {
      const search = open();
      const found = await firstValueFrom(search.search(texts.something));
      assert.ok(found.length > 0);
      for (const model of found) assertValid(search, model);
      assert.deepEqual(await firstValueFrom(search.search(texts.nothing)), []);
    },
  },
  {
    name: "shows models for an empty text",
    async keep({ open }) {
      assert.ok((await firstValueFrom(open().search(""))).length > 0);
    },
  },
  {
    name: "offers variants of a model, each with its own name",
    async keep({ open, texts }) {
      const search = open();
      for (const found of await firstValueFrom(search.search(texts.something)))
        await assertVariants(search, found);
    },
  },
  {
    name: "emits once and completes",
    async keep({ open, texts }) {
      const search = open();
      const answers = await lastValueFrom(search.search(texts.something).pipe(toArray()));
      assert.equal(answers.length, 1);
      const [found] = answers[0] ?? [];
      assert.ok(found);
      assert.equal((await lastValueFrom(search.variants(found).pipe(toArray()))).length, 1);
    },
  },
  {
    name: "sends nothing before it is subscribed to",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      const search = open();
      const before = host.requests.length;
      const search$ = search.search(texts.something);
      assert.equal(host.requests.length, before);
      const [found = noModel()] = await firstValueFrom(search$);
      assert.ok(host.requests.length > before);
      const asked = host.requests.length;
      search.variants(found);
      assert.equal(host.requests.length, asked);
    },
  },
  {
    name: "does not follow a redirect to another host",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      const failures = await failuresIn("redirecting", { open, texts, host });
      assert.equal(host.strayCount, 0);
      assert.deepEqual(new Set(failures.map(({ kind }) => kind)), new Set(["redirected"]));
    },
  },
  {
    name: "reports a failure for every error of its host",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      for (const behaviour of ["failing", "cut", "strange"] as const)
        assert.ok((await failuresIn(behaviour, { open, texts, host })).length > 0, behaviour);
    },
  },
  {
    name: "times out if its host does not answer",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      const [failure] = await failuresIn("silent", { open, texts, host }, 300);
      assert.deepEqual(failure, { kind: "timed-out", afterMs: 300 });
    },
  },
  {
    name: "cancels its request when it is unsubscribed from",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      host.behaviour = "silent";
      const asked = host.next("request");
      const subscription = open().search(texts.something).subscribe();
      await asked;
      const cancelled = host.next("cancellation");
      subscription.unsubscribe();
      await cancelled;
      host.behaviour = "normal";
    },
  },
  {
    name: "treats hostile content as text and limits its length",
    unless: needsHost,
    async keep({ open, texts, host = noHost() }) {
      host.behaviour = "hostile";
      const search = open();
      const found = await firstValueFrom(search.search(texts.something));
      for (const model of found) {
        assertValid(search, model);
        await assertVariants(search, model);
      }
      assert.ok(found.flatMap(textsOf).some((text) => text.includes("<img src=x onerror=alert(1)>")));
      host.behaviour = "normal";
    },
  },
];

const textsOf = ({ description, capabilities, tags }: FoundModel): readonly string[] => [
  description,
  ...capabilities,
  ...tags,
];

// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

function assertValid({ source }: ModelSearch, found: FoundModel): void {
  assert.equal(found.source, source);
  assert.ok(parseModelName(`${found.name}:latest`), found.name);
  assert.ok(found.description.length <= 301 && found.capabilities.length <= 40 && found.tags.length <= 40);
  for (const text of textsOf(found)) assert.ok(text.length <= 301 && !INVISIBLE.test(text), text);
  for (const count of [found.pulls, found.likes]) assert.ok(count === undefined || count >= 0);
}

async function assertVariants(search: ModelSearch, found: FoundModel): Promise<void> {
  const variants = await firstValueFrom(search.variants(found));
  assert.equal(new Set(variants.map(({ model }) => model)).size, variants.length);
  for (const { model, label, sizeBytes } of variants) {
    assert.equal(parseModelName(model), model);
    assert.ok(model.toLowerCase().startsWith(`${found.name.toLowerCase()}:`), model);
    assert.ok(label.length <= 201 && !INVISIBLE.test(label));
    assert.ok(sizeBytes === undefined || sizeBytes >= 0);
  }
}

/** The failures of a search, and of the variants of an earlier result, while the host behaves in a certain way. */
async function failuresIn(
  behaviour: HostBehaviour,
  { open, texts, host }: Required<SearchWorld>,
  patienceMs?: number,
): Promise<readonly Failure[]> {
  const [found = noModel()] = await firstValueFrom(open().search(texts.something));
  host.behaviour = behaviour;
  const search = open(patienceMs);
  const failures = [await failureOf(search.search(texts.something)), await failureOf(search.variants(found))];
  host.behaviour = "normal";
  assert.ok(failures[0], "the search fails");
  return failures.filter((failure) => failure !== undefined);
}

async function failureOf(asked$: Observable<unknown>): Promise<Failure | undefined> {
  try {
    await lastValueFrom(asked$);
    return undefined;
  } catch (error) {
    assert.ok(isPortError(error), `a PortError, not ${String(error)}`);
    return error.failure;
  }
}

const noModel = (): never => assert.fail("nothing was found");
const noHost = (): never => assert.fail("it needs no host");
