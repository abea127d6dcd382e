import { userNameIn } from "./system/user-name.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { lastValueFrom, of, toArray } from "rxjs";
import { afterAll, beforeAll, it } from "vitest";
import { parseEndpoint } from "../hosts/endpoint.ts";
import { weightsOf } from "../models/details.ts";
import { describeLines } from "../service-log/description.ts";
import { parseEnvironment, withoutCredentials, withoutSecret } from "../service-log/environment.ts";
import { parseLogLine } from "../service-log/log-line.ts";
import { withoutSecrets } from "../service-log/without-secrets.ts";
import { signIn } from "../models/log-signs.ts";
import { parseModelName } from "../models/model-name.ts";
import type { HttpTransport } from "../ollama/http-transport.port.ts";
import { quantisationOf, readModelReference, searchTextOf } from "../search/model-reference.ts";
import { toFailure } from "../shared/failure.ts";
import { openArchive } from "./model-files/read-archive.ts";
import { BLOCK_BYTES, paddedBytes, tarHeader } from "./model-files/tar-header.ts";
import { errorWordsIn } from "./ollama/error-words.ts";
import { toPullFailure } from "./ollama/pull-failure.ts";
import { pullLines } from "./ollama/pull-lines.ts";
import { parseContainers } from "./owners/containers/container-list.ts";
import { isInContainer, unitIn } from "./owners/linux/cgroup.ts";
import { endsServing, hasServing, isServing } from "./owners/ollama-program.ts";
import { runsOllama } from "./owners/linux/units.ts";
import { assignmentsOf } from "./owners/linux/environment-file.ts";
import { parseUnit, wordsOf } from "./owners/linux/unit-file.ts";
import { toLogLine } from "./owners/log-text.ts";
import { parsePs, parsePsArguments } from "./owners/mac/ps.ts";
import { parseStat } from "./owners/process-identity.ts";
import { inodeOfLink, parseCmdline, parseProcNet, parseStatus } from "./owners/port-holder/proc-net.ts";
import { readConversions, readListenAddress, readLogTail } from "./owners/log-tail.ts";
import { readModelList } from "./search/model-pages.ts";
import { readTagList } from "./search/tag-pages.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "paddock-"))));
afterAll(() => rm(folder, { recursive: true }));

async function readLog(text: string): Promise<void> {
  const file = path.join(folder, "log");
  await writeFile(file, text);
  await Promise.all([readLogTail(file, 12), readListenAddress(file), readConversions(file)]);
}

function pull(text: string): Promise<unknown> {
  const head = { kind: "head", status: 200, headers: new Map<string, string>() } as const;
  const bytes = { kind: "bytes", bytes: new TextEncoder().encode(text) } as const;
  const transport: HttpTransport = { send: () => of(head, bytes), close: () => {} };
  const lines$ = pullLines(transport, { method: "POST", url: "http://localhost/api/pull" });
  return lastValueFrom(lines$.pipe(toArray())).catch(toFailure);
}

/** A line of a log is cut before it is described. */
function describeLog(text: string): void {
  parseLogLine(text);
  describeLines([...text.slice(0, 300_000).split("\n"), toLogLine(text)]);
}

function readUnitFile(text: string): void {
  wordsOf(text);
  assignmentsOf(text);
  const settings = parseUnit([
    text,
    `[Service]\n${text}\n`,
    `[Service]\nExecStart=${text.replaceAll("\n", " ")}\n`,
  ]);
  runsOllama({ scope: "system", name: "x.service", files: [], settings });
}

function readProc(text: string): void {
  parseProcNet(text);
  parseStat(text);
  parseStatus(text);
  inodeOfLink(text);
  userNameIn(text, 1000);
  isInContainer(text);
  unitIn(text);
  isServing(parseCmdline(text));
  isServing([text, "serve"]);
  hasServing(text);
  endsServing(text);
}

function readContainers(text: string): void {
  parseContainers(text);
  const one = { Names: "x", Image: text, Command: text, Ports: text, Status: text, Labels: text };
  parseContainers(JSON.stringify(one));
}

/** Archives with an entry of such a name, which a header cuts, and with such a manifest. */
async function readArchive(text: string): Promise<void> {
  const file = path.join(folder, "archive");
  const entries = [
    { name: text.slice(0, 100), content: "" },
    { name: "manifests/registry.ollama.ai/library/pony/latest", content: text },
  ];
  for (const { name, content } of entries) {
    const sizeBytes = Buffer.byteLength(content);
    const filling = Buffer.alloc(paddedBytes(sizeBytes) - sizeBytes + 2 * BLOCK_BYTES);
    await writeFile(file, Buffer.concat([tarHeader({ name, sizeBytes }), Buffer.from(content), filling]));
    await openArchive(file).catch(toFailure);
  }
}

function hideSecrets(text: string): void {
  withoutSecrets(text);
  withoutCredentials(text);
  withoutSecret("HTTP_PROXY", text);
  parseEnvironment(`map[${text}]`);
}

/** The beginning of a progress line, which another one may follow. */
const PROGRESS = '{"status":"pulling","digest":"sha256:1","total":5,"completed":';
const EVENT = "time=2026-11-23T05:54:13.394Z level=INFO ";
const EARLY = "2026/11/23 05:58:34 INFO ";
const WEIGHTS = `/models/blobs/sha256-${"a".repeat(64)}`;

/** What reads foreign text, each with the beginnings that lead into its patterns. */
const READERS: readonly (readonly [string, (text: string) => unknown, readonly string[]])[] = [
  ["the words of an error", errorWordsIn, ["", "<html>"]],
  ["the error of a pull", (text) => toPullFailure(text), ["", "pull model manifest: 500: <html>"]],
  ["the lines of a pull", pull, ["", '{"error":"', `${PROGRESS}1}\n${PROGRESS}`, `${PROGRESS}1,"z":"`]],
  ["a log", readLog, ["", "panic: "]],
  [
    "what a log says",
    describeLog,
    ["", EVENT, `${EVENT}msg="`, `${EVENT}env="map[ HTTP_PROXY:`, EARLY, "load_tensors: "],
  ],
  ["secrets in a log", hideSecrets, ["", "[GIN] ", `${EVENT}env="map[`, "HTTP_PROXY=", "authorization: "]],
  ["a file of a unit", readUnitFile, ["", 'Environment="', "[Service]\nEnvironment='a", "ExecStart=ollama"]],
  ["a file in /proc", readProc, ["", "0::/", "ollama", "1 ("]],
  ["the processes of ps", (text) => [parsePs(text), parsePsArguments(text)], ["", "1 1 1 S "]],
  ["a list of containers", readContainers, ["", '{"Names":"', "0.0.0.0:1-", "nerdctl/networks=["]],
  ["an archive", readArchive, ["", "blobs/sha256-", "manifests/", '{"layers":"']],
  ["a line of a log", signIn, ["", "[GIN] "]],
  ["a Modelfile", (modelfile) => weightsOf({ modelfile }), ["", "FROM ", `FROM ${WEIGHTS}`]],
  ["a page of models", readModelList, ["", '<a href="/library/']],
  ["a page of tags", (page) => readTagList(page, "pony"), ["", '<a href="/library/pony:1b">']],
  ["the name of a file", quantisationOf, ["", "-Q4"]],
  ["the name of a model", parseModelName, ["", "http://"]],
  ["a pasted model", readModelReference, ["", "ollama run ", "https://hf.co/a/b/"]],
  ["a pasted search", searchTextOf, ["", "https://ollama.com/search?q="]],
  ["a pasted address", parseEndpoint, ["", "OLLAMA_HOST="]],
];

const PIECES = [
  ..."a1 \n/\\:-.?#<>'\"[{".split(""),
  "<title",
  "<h1",
  "<title>",
  '<a href="',
  `${PROGRESS}1}\n`,
  ' env="map[',
  ' msg="Listening on ',
  ' msg="starting local compat migration',
  "//",
  "| POST ",
  "invalid character 'a",
  "https://",
  `${WEIGHTS} `,
  "-Q4",
  "?q=",
  "1.",
  '"\\',
  "@",
  "a=",
  "=",
  " AAA:",
  "AAA:",
  "ollama",
  "ollama ",
  "ollama.",
  "a-",
  "token=",
  "]",
  "(",
];

const LENGTH = 300_000;

/** The end keeps a run of digits from being a whole line, and the one before from being the last. */
const textOf = (beginning: string, piece: string): string =>
  `${beginning}${piece.repeat(LENGTH / piece.length)}${"9".repeat(30)}}\nx`;

// A pattern whose time grows with the square of the length takes minutes for these texts; all others take moments.
it.each(READERS)(
  "%s is read in time, whatever it holds",
  { timeout: 60_000 },
  async (_, read, beginnings) => {
    for (const beginning of beginnings) for (const piece of PIECES) await read(textOf(beginning, piece));
  },
);
