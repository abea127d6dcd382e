import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { httpRegistry } from "../src/adapters/registry/http-registry.ts";
import { nodeTransport } from "../src/adapters/index.ts";
import { catalogueSchema, type Catalogue } from "../src/adapters/search/catalogue-schema.ts";
import { toFailure } from "../src/shared/failure.ts";
import { describeSearchFailure } from "../src/search/search-failure.view.ts";
import { gatherCatalogue } from "./catalogue/gather.ts";
import { catalogueText, whySmaller } from "./catalogue/text.ts";

const USAGE = `npm run catalogue -- [--sizes] [--force] [--out FILE] [--site URL] [--registry URL]

Reads ollama.com's library and the tags of each family, and writes the catalogue that Paddock ships, with today's
date. --sizes also asks the registry for the size of each tag. Descriptions are ours: existing ones are kept, and
those of new families are left empty for you. A catalogue that is smaller than the previous one is written only with
--force.`;

const bundled = fileURLToPath(new URL("../src/adapters/search/catalogue.json", import.meta.url));
const flag = { type: "boolean", default: false } as const;
const { values: args } = parseArgs({
  options: {
    sizes: flag,
    force: flag,
    help: flag,
    out: { type: "string", default: bundled },
    site: { type: "string", default: "https://ollama.com" },
    registry: { type: "string" },
  },
});

if (args.help) console.log(USAGE);
else process.exitCode = await refresh();

async function refresh(): Promise<number> {
  const transport = nodeTransport();
  const outside = { transport, logger: { info: console.log, warn: console.warn } };
  const { registry } = args;
  try {
    const previous = readCatalogue(args.out);
    const next = await gatherCatalogue({
      ...outside,
      site: args.site,
      registry: args.sizes
        ? httpRegistry({
            ...outside,
            isInsecure: () => false,
            ...(registry !== undefined && { standIns: { ollama: registry } }),
          })
        : undefined,
      previous,
      date: new Date().toISOString().slice(0, "2026-11-25".length),
      report: (message) => console.log(`! ${message}`),
    });
    const why = whySmaller(next, previous);
    if (why !== undefined && !args.force) {
      console.error(`Nothing is written: ${why}. With --force it is.`);
      return 1;
    }
    writeFileSync(args.out, catalogueText(next));
    console.log(`${next.models.length} families of ${next.date} are in ${args.out}.`);
    return 0;
  } catch (error) {
    console.error(`Nothing is written: ${describe(error)}`);
    return 1;
  } finally {
    transport.close();
  }
}

function readCatalogue(file: string): Catalogue {
  return v.parse(catalogueSchema, JSON.parse(readFileSync(file, "utf8")));
}

function describe(error: unknown): string {
  const failure = toFailure(error);
  if (failure.kind === "unexpected") return failure.detail;
  return describeSearchFailure(failure, new URL(args.site).host);
}
