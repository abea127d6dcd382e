import assert from "node:assert/strict";
import { firstValueFrom, lastValueFrom, toArray, type Observable } from "rxjs";
import { isPortError, type Failure } from "../../shared/failure.ts";
import type { FoundModel } from "../../search/found-models.ts";
import { parseModelName } from "../../models/model-name.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import type { Contract } from "./contract.ts";

/** A place where models are looked for, and the host behind it. */
export type SearchWorld = {
  /** Opens a search of its own, patient for 300 ms. */
  open(): ModelSearch;
  /** What finds something, and what finds nothing. */
  readonly texts: { readonly something: string; readonly nothing: string };
  /** Absent where nobody is asked. */
  readonly host?: SearchedHost;
};

/** A stand-in for a host, on loopback. */
export interface SearchedHost {
  mood: HostMood;
  /** What it was asked, `GET /path`. */
  readonly requests: readonly string[];
  /** How often another host was asked, that it sends everybody to while it is `redirecting`. */
  readonly strayCount: number;
  /** Settles with the next request that begins, or is given up before it is answered. */
  next(what: "request" | "departure"): Promise<void>;
}

/** How a host answers. */
export type HostMood =
  | "well"
  /** With what is meant to do harm: `HOSTILE_TEXT` wherever it can stand. */
  | "hostile"
  /** With a status of 500. */
  | "failing"
  /** Half of it, and the connection is cut. */
  | "cut"
  /** With 200, and nothing that anybody understands. */
  | "strange"
  | "silent"
  | "redirecting";

/** Markup, an icon of VS Code, a text that runs backwards, and more than fits. */
export const HOSTILE_TEXT: string = `<img src=x onerror=alert(1)> & $(alert) \u202edne\u0000\n${"long ".repeat(2_000)}`;

const needsHost = ({ host }: SearchWorld): string | undefined => (host ? undefined : "it asks nobody");

/** What `ModelSearch` promises, wherever it looks. */
export const modelSearchContract: Contract<SearchWorld> = [
  {
    name: "finds models by a text, by names that Ollama takes, and says that there is none",
    async keep({ open, texts }) {
      const search = open();
      const found = await firstValueFrom(search.search(texts.something));
      assert.ok(found.length > 0);
      for (const model of found) assertDecent(search, model);
      assert.deepEqual(await firstValueFrom(search.search(texts.nothing)), []);
    },
  },
  {
    name: "shows what there is where nothing is typed",
    async keep({ open }) {
      assert.ok((await firstValueFrom(open().search(""))).length > 0);
    },
  },
  {
    name: "offers variants of what it has found, each a name of its own",
    async keep({ open, texts }) {
      const search = open();
      for (const found of await firstValueFrom(search.search(texts.something)))
        await assertVariants(search, found);
    },
  },
  {
    name: "answers once, and is done",
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
    name: "asks nobody until somebody listens",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
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
    name: "goes to no other host, wherever it is sent",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
      const failures = await failuresIn("redirecting", { open, texts, host });
      assert.equal(host.strayCount, 0);
      assert.deepEqual(new Set(failures.map(({ kind }) => kind)), new Set(["redirected"]));
    },
  },
  {
    name: "fails with a reason, however its host does",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
      for (const mood of ["failing", "cut", "strange"] as const)
        assert.ok((await failuresIn(mood, { open, texts, host })).length > 0, mood);
    },
  },
  {
    name: "gives up a host that says nothing",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
      const failures = await failuresIn("silent", { open, texts, host });
      assert.deepEqual(failures[0], { kind: "timed-out", afterMs: 300 });
    },
  },
  {
    name: "lets go of its request when nobody listens any more",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
      host.mood = "silent";
      const asked = host.next("request");
      const listening = open().search(texts.something).subscribe();
      await asked;
      const left = host.next("departure");
      listening.unsubscribe();
      await left;
      host.mood = "well";
    },
  },
  {
    name: "takes what is meant to do harm as text, and not too much of it",
    unless: needsHost,
    async keep({ open, texts, host = nobody() }) {
      host.mood = "hostile";
      const search = open();
      const found = await firstValueFrom(search.search(texts.something));
      for (const model of found) {
        assertDecent(search, model);
        await assertVariants(search, model);
      }
      assert.ok(found.flatMap(textsOf).some((text) => text.includes("<img src=x onerror=alert(1)>")));
      host.mood = "well";
    },
  },
];

const textsOf = ({ description, capabilities, tags }: FoundModel): readonly string[] => [
  description,
  ...capabilities,
  ...tags,
];

// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

function assertDecent({ source }: ModelSearch, found: FoundModel): void {
  assert.equal(found.source, source);
  assert.ok(parseModelName(`${found.name}:latest`), found.name);
  assert.ok(found.description.length <= 301 && found.capabilities.length <= 40 && found.tags.length <= 40);
  for (const text of textsOf(found)) assert.ok(text.length <= 301 && !UNSEEN.test(text), text);
  for (const count of [found.pulls, found.likes]) assert.ok(count === undefined || count >= 0);
}

async function assertVariants(search: ModelSearch, found: FoundModel): Promise<void> {
  const variants = await firstValueFrom(search.variants(found));
  assert.equal(new Set(variants.map(({ model }) => model)).size, variants.length);
  for (const { model, label, sizeBytes } of variants) {
    assert.equal(parseModelName(model), model);
    assert.ok(model.toLowerCase().startsWith(`${found.name.toLowerCase()}:`), model);
    assert.ok(label.length <= 201 && !UNSEEN.test(label));
    assert.ok(sizeBytes === undefined || sizeBytes >= 0);
  }
}

/** How it fails while its host is in a mood: the search, and the variants of what was found before, if they do. */
async function failuresIn(
  mood: HostMood,
  { open, texts, host }: Required<SearchWorld>,
): Promise<readonly Failure[]> {
  const [found = noModel()] = await firstValueFrom(open().search(texts.something));
  host.mood = mood;
  const search = open();
  const failures = [await failureOf(search.search(texts.something)), await failureOf(search.variants(found))];
  host.mood = "well";
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
const nobody = (): never => assert.fail("it asks nobody");
