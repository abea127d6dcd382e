import { expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { Origin } from "../sending/origin.ts";
import { host } from "../testing/events.ts";
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
  expect(textOf("download.started", { file: "/pony.gguf", label: "pony.gguf" })).toBe(
    "Import started: gpt-oss:20b",
  );
  expect(textOf("download.completed", { host })).toBe("Copy complete: gpt-oss:20b");
});
