import { recordedExchange, recording } from "@paddock/test-fixtures";
import type { IncomingMessage } from "node:http";
import { firstValueFrom, lastValueFrom, toArray } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeTransport } from "../src/adapters/http/node-transport.ts";
import { httpOllamaApi } from "../src/adapters/ollama/http-ollama-api.ts";
import { httpRegistry } from "../src/adapters/registry/http-registry.ts";
import { parseEndpoint } from "../src/hosts/endpoint.ts";
import { isLeftover } from "../src/models/leftover.ts";
import type { Model } from "../src/models/models-events.ts";
import type { HttpTransport } from "../src/ollama/http-transport.port.ts";
import { serve, type Serving } from "../src/testing/serving.ts";
import { checkUpdates } from "../src/updates/check-updates.source.ts";
import type { UpdateReading } from "../src/updates/updates.ts";

/** A store of Ollama 0.33, opened and converted by 0.40, and gone back to 0.33: what lists it, and its files. */
const PHASES = {
  old: { version: "0.33.0", tags: "migrate-tags-old", disk: "migrate-disk-old" },
  opened: { version: "0.40.0", tags: "migrate-tags-opened", disk: "migrate-disk-opened" },
  converted: { version: "0.40.0", tags: "migrate-tags-converted", disk: "migrate-disk-converted" },
  "a second name converted": {
    version: "0.40.0",
    tags: "migrate-tags-second-name",
    disk: "migrate-disk-second-name",
  },
  "without backups": { version: "0.40.0", tags: "backup-tags", disk: "backup-disk" },
  "gone back": { version: "0.33.0", tags: "downgrade-tags", disk: "downgrade-disk" },
  "gone back and pruned": { version: "0.33.0", tags: "downgrade-tags-pruned", disk: "downgrade-disk-pruned" },
  "0.40 again": { version: "0.40.0", tags: "again-tags", disk: "again-disk" },
} as const;
type Phase = keyof typeof PHASES;
const PHASE_NAMES: readonly Phase[] = [
  "old",
  "opened",
  "converted",
  "a second name converted",
  "without backups",
  "gone back",
  "gone back and pruned",
  "0.40 again",
];

type Layers = { readonly layers: readonly { readonly mediaType: string; readonly digest: string }[] };

function diskOf(phase: Phase) {
  const disk = recording("0.40-preview", PHASES[phase].disk);
  if (disk.kind !== "disk") throw new Error("no disk");
  return disk;
}

/** The manifest that the registry has always had: the one from which the old store was made. */
const published = (path: string): string => JSON.stringify(diskOf("old").manifests[`manifests/${path}`]);

const weightsIn = (manifest: string): string => {
  const { layers }: Layers = JSON.parse(manifest);
  return layers.find(({ mediaType }) => mediaType.endsWith(".model"))?.digest.replace(":", "-") ?? "";
};

describe("a store of Ollama 0.33 that 0.40 has opened and converted", () => {
  let phase: Phase = "old";
  let server: Serving;
  let url: string;
  let transport: HttpTransport;

  /** Answers as the Ollama of this phase, and as its registries. */
  function answer(method: string, path: string, body: string): string | undefined {
    if (path === "/api/tags")
      return JSON.stringify(recordedExchange("0.40-preview", PHASES[phase].tags).response.body);
    if (path === "/api/show") return JSON.stringify(showOf(JSON.parse(body)));
    if (method === "HEAD" && path.startsWith("/api/blobs/")) {
      const file = `blobs/${path.slice("/api/blobs/".length).replace(":", "-")}`;
      return diskOf(phase).files.some((one) => one.path === file) ? "" : undefined;
    }
    const [, namespace, model] = /^\/v2\/(\w+)\/(\w+)\/manifests\/latest$/.exec(path) ?? [];
    if (namespace === undefined) return undefined;
    const host = namespace === "library" ? "registry.ollama.ai" : "127.0.0.1:5501";
    return published(`${host}/${namespace}/${model}/latest`);
  }

  /** The weights of the copy in use, or of the original. */
  function showOf({ model, runner }: { readonly model: string; readonly runner?: string }): unknown {
    const isConverted =
      PHASES[phase].version === "0.40.0" && model === "charger:latest" && phase !== "opened";
    const shown = isConverted && runner !== "ggml" ? "migrate-show-converted" : "migrate-show-opened";
    const body = recordedExchange("0.40-preview", shown).response.body;
    if (shown === "migrate-show-converted") return body;
    const path = model.includes("/") ? model : `registry.ollama.ai/library/${model}`;
    const weights = weightsIn(published(path.replace(/:latest$/, "/latest")));
    return { details: {}, modelfile: `FROM /home/user/.ollama/models/blobs/${weights}\n` };
  }

  beforeEach(async () => {
    server = await serve((request, response) => {
      void read(request).then((body) => {
        const found = answer(request.method ?? "", request.url ?? "", body);
        response.writeHead(found === undefined ? 404 : 200).end(found ?? '{"error":"not found"}');
      });
    });
    ({ url } = server);
    const real = nodeTransport();
    transport = {
      send: (request) => real.send({ ...request, url: request.url.replace("http://127.0.0.1:5501", url) }),
      close: () => real.close(),
    };
  });
  afterEach(async () => {
    transport.close();
    await server[Symbol.asyncDispose]();
  });

  function ports() {
    const parsed = parseEndpoint(url);
    if ("problem" in parsed) throw new Error("no endpoint");
    const api = httpOllamaApi({ endpoint: parsed.endpoint, transport, longTransport: transport });
    const registry = httpRegistry({
      transport,
      isInsecure: () => true,
      standIns: { ollama: url },
      logger: { info() {}, warn() {} },
    });
    return { api, registry, describe: ({ name }: Model) => api.show(name) };
  }

  it("has the same models, and no names of converted weights, until 0.40 has lost some", async () => {
    const { api } = ports();
    const names = async () => (await firstValueFrom(api.list())).map(({ name }) => name).toSorted();
    phase = "old";
    const before = await names();
    expect(before).toHaveLength(7);
    for (const next of PHASE_NAMES.slice(0, -1)) {
      phase = next;
      expect(await names(), next).toEqual(before);
    }
  });

  it("still shows what the models that 0.40 has lost left on the disk", async () => {
    const { api } = ports();
    phase = "gone back and pruned";
    const before = (await firstValueFrom(api.list())).map(({ name }) => name);
    phase = "0.40 again";
    const models = await firstValueFrom(api.list());
    const [left, kept] = [true, false].map((is) => models.filter(({ name }) => isLeftover(name) === is));
    const lost = before.filter((name) => !kept?.some((one) => one.name === name));
    expect(lost.toSorted()).toEqual(["127.0.0.1:5501/stable/charger:latest", "charger:latest"]);
    expect(left).toHaveLength(lost.length);
    for (const { sizeBytes } of left ?? []) expect(sizeBytes).toBeGreaterThan(19_000_000);
  });

  it("is never outdated, while its registry has what was pulled", async () => {
    const { api, ...others } = ports();
    const lastOf = new Map<string, UpdateReading>();
    for (const next of PHASE_NAMES) {
      phase = next;
      const models = await firstValueFrom(api.list());
      const found = await lastValueFrom(
        checkUpdates(
          { api, ...others },
          {
            models,
            isLocalName: (name) => name === "calm:latest",
            lastOf: (name) => lastOf.get(name),
            version: PHASES[next].version,
          },
        ).pipe(toArray()),
      );
      for (const one of found)
        if (one.type === "updates.found") {
          lastOf.set(one.model, one);
          if (one.model !== "calm:latest")
            expect([next, one.model, one.status.kind]).toEqual([next, one.model, "current"]);
        }
      const compared = models.filter(({ name }) => !isLeftover(name));
      expect(found).toHaveLength(compared.length + 1);
    }
  });
});

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}
