import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nothingAsked, type AskedOf } from "./find-asked.ts";
import { BLOCK, createRequestList, MOST_REQUESTS } from "./request-list.ts";
import { wholeBarMs } from "./request-rows.view.ts";
import { rowsToExport, requestsText } from "./requests-file.ts";

const ZONE = 'time=2026-11-28T13:00:00.000+01:00 level=INFO source=routes.go:1 msg="server config"';

const line = (
  path: string,
  { time = "14:00:00", took = "10ms", client = "127.0.0.1", status = 200 } = {},
): string =>
  `[GIN] 2026/11/28 - ${time} | ${status} |  ${took} |  ${client} | ${path.startsWith("/api/ps") ? "GET" : "POST"}  "${path}"`;

function rowsOf(lines: readonly string[], askedOf: AskedOf = nothingAsked) {
  const list = createRequestList(askedOf);
  for (const one of lines) list.take(one);
  return rowsToExport(list.soFar(), true);
}

describe("the requests of a log", () => {
  it("are folded where the same one comes again", () => {
    const rows = rowsOf([
      line("/v1/embeddings", { took: "36ms" }),
      line("/v1/embeddings", { took: "61ms", time: "14:00:05" }),
      line("/v1/embeddings", { client: "192.168.1.23" }),
    ]);
    expect(
      rows.map(({ times, shortestMs, longestMs, time }) => [times, shortestMs, longestMs, time]),
    ).toEqual([
      [2, 36, 61, "14:00:05"],
      [1, 10, 10, "14:00:00"],
    ]);
  });

  it("fill their bars with the longest time, but not with a shorter one than that of a long answer", () => {
    const filledBy = (...times: readonly string[]): number => {
      const list = createRequestList(nothingAsked);
      for (const took of times) list.take(line("/api/chat", { took }));
      list.take(line("/api/pull", { took: "2h0m0s" }));
      return wholeBarMs(list.soFar().blocks);
    };
    expect([filledBy(), filledBy("1s", "2s"), filledBy("1m30s", "40s")]).toEqual([30_000, 30_000, 90_000]);
  });

  it("tell that a model was loaded meanwhile, and are then not folded", () => {
    const started = (at: string, seconds: string) =>
      `time=2026-11-28T${at}+01:00 level=INFO source=server.go:1 msg="llama runner started in ${seconds} seconds"`;
    const rows = rowsOf([
      started("13:59:51.000", "4.10"),
      line("/api/chat", { took: "9.7s" }),
      line("/api/chat", { took: "9.7s" }),
      started("14:00:10.000", "0.53"),
      line("/api/chat", { time: "14:00:10", took: "800ms" }),
      line("/api/chat", { time: "14:00:10", took: "10ms" }),
      line("/api/tags", { time: "14:00:10", took: "1s" }),
      line("/api/chat", { time: "14:00:10", took: "1s", status: 500 }),
      line("/api/chat", { time: "14:00:10", took: "1s", status: 500 }),
    ]);
    expect(rows.map(({ times, loadedMs }) => [times, loadedMs])).toEqual([
      [1, 4_100],
      [1, 4_100],
      [1, 530],
      [1, undefined],
      [1, undefined],
      [2, undefined],
    ]);
  });

  it("have the zone that the server's own lines tell", () => {
    const [row] = rowsOf([ZONE, line("/api/chat", { took: "2s" })]);
    expect(row?.untilMs).toBe(Date.parse("2026-11-28T13:00:00Z"));
    expect(row?.fromMs).toBe(Date.parse("2026-11-28T12:59:58Z"));
  });

  it("tell what this window has asked, each once, and what of it only looks", () => {
    const sentAtMs = Date.parse("2026-11-28T13:00:00.400Z");
    const sent = new Map([
      ["GET /api/ps", [{ sentAtMs }]],
      ["POST /api/generate", [{ sentAtMs, model: "qwen3:14b" }]],
    ]);
    const asked: AskedOf = (method, path) => sent.get(`${method} ${path}`) ?? [];
    const rows = rowsOf(
      [
        ZONE,
        line("/api/ps"),
        line("/api/chat"),
        line("/api/ps"),
        line("/api/generate"),
        line("/api/generate"),
      ],
      asked,
    );
    expect(rows.map(({ path, asker }) => [path, asker])).toEqual([
      ["/api/ps", { kind: "paddock", isCheck: true }],
      ["/api/chat", { kind: "other" }],
      ["/api/ps", { kind: "other" }],
      ["/api/generate", { kind: "paddock", isCheck: false, model: "qwen3:14b" }],
      ["/api/generate", { kind: "other" }],
    ]);
  });

  it("are folded across Paddock's checks, which are hidden", () => {
    const asked: AskedOf = (_method, path) =>
      path === "/api/ps" ? [{ sentAtMs: Date.parse("2026-11-28T13:00:00Z") }] : [];
    const rows = rowsOf([ZONE, line("/api/chat"), line("/api/ps"), line("/api/chat")], asked);
    expect(rows.map(({ path, times }) => [path, times])).toEqual([
      ["/api/chat", 2],
      ["/api/ps", 1],
    ]);
  });

  it("keep every request in order, and full blocks as they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("/api/chat", "/api/embed", "/api/pull"), { maxLength: 120 }),
        (paths) => {
          const list = createRequestList(nothingAsked);
          const all: string[] = [];
          for (const path of paths) {
            const before = list.soFar();
            list.take(line(path));
            all.push(path);
            const { blocks, total } = list.soFar();
            for (const [number, block] of before.blocks)
              if (block.length === BLOCK && block.at(-1)?.path !== path)
                expect(blocks.get(number)).toBe(block);
            expect([...blocks.values()].flat().map(({ number }) => number)).toEqual([...Array(total).keys()]);
          }
          const seen = rowsToExport(list.soFar(), true).flatMap(({ path, times }) =>
            Array<string>(times).fill(path),
          );
          expect(seen).toEqual(all);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("stay bounded in a log that has no end", () => {
    const list = createRequestList(nothingAsked);
    for (let index = 0; index < 2 * MOST_REQUESTS; index += 1) list.take(line(`/api/x${index}`));
    const rows = rowsToExport(list.soFar(), true);
    expect(rows.length).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(rows.at(-1)?.path).toBe(`/api/x${2 * MOST_REQUESTS - 1}`);
  });

  it("are counted by minute", () => {
    const list = createRequestList(nothingAsked);
    for (const text of [ZONE, line("/api/chat"), line("/api/chat"), line("/api/chat", { time: "14:01:10" })])
      list.take(text);
    expect([...list.soFar().perMinute.values()]).toEqual([2, 1]);
  });
});

describe("an exported file", () => {
  const rows = rowsOf([ZONE, line('/=cmd,"x', { client: "::1" }).replace('"x', '\\"x')]);

  it("is CSV that no spreadsheet computes", () => {
    const text = requestsText([{ ...rowsOf([line("/api/chat")])[0]!, path: "=cmd()" }], "csv");
    expect(text.split("\r\n")[0]).toContain("ended,client");
    expect(text).toContain(",'=cmd(),");
  });

  it("is JSON with a record for each row", () => {
    const parsed: unknown = JSON.parse(requestsText(rows, "json"));
    expect(parsed).toMatchObject([
      { client: "::1", status: 200, times: 1, ended: "2026-11-28T13:00:00.000Z" },
    ]);
  });
});
