import { expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { Origin } from "../sending/origin.ts";
import { host } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { toEntry } from "./to-entry.view.ts";
import { downloadEventWords } from "./event-words/download-event-words.view.ts";
import { serviceEventWords } from "./event-words/service-event-words.view.ts";

it("tells variables that differ from those that do not any more", () => {
  const differs = (...names: readonly string[]) =>
    serviceEventWords({ type: "environment.differs", host, names });
  expect(differs("OLLAMA_DEBUG")).toMatchObject({
    text: "Variables differ from the settings",
    note: "OLLAMA_DEBUG",
  });
  expect(differs()).toMatchObject({ text: "Variables are those of the settings", note: "" });
});

it("says of a download, an import and a copy which of them is meant", () => {
  const textOf = (type: "download.started" | "download.paused" | "download.completed", from?: Origin) =>
    downloadEventWords({ type, host, id: parseDownloadId("d1")! }, "gpt-oss:20b", from).text;
  expect(textOf("download.started")).toBe("Download started: gpt-oss:20b");
  expect(textOf("download.paused")).toBe("Download paused: gpt-oss:20b");
  expect(textOf("download.completed")).toBe("Download complete: gpt-oss:20b");
  expect(textOf("download.completed", { host })).toBe("Copy from another host complete: gpt-oss:20b");
});

it("knows of a download's later events too that it is an import", () => {
  const download = { host, id: parseDownloadId("d1")! };
  const from = { file: "/pony.gguf", label: "pony.gguf" };
  const { facts } = given({ type: "download.requested", ...download, model: modelName("pony"), from }).state;
  const event = { type: "download.started", ...download } as const;
  expect(toEntry({ seq: 2, atMs: 0, event }, facts).text).toBe("Import started: pony");
});
