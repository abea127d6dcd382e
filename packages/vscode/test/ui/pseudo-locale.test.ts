import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PSEUDO_LANGUAGE, pseudo, pseudoSentences } from "@paddock/core/testing";
import { openSimulator, type Simulator } from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import sentences from "../../l10n/bundle.l10n.json";
import manifestSentences from "../../package.nls.json";
import { extensionFolder, openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let ollama: Simulator;
let folder: string;
let paddock: Paddock;

beforeAll(async () => {
  folder = translatedExtension();
  ollama = await openSimulator();
  paddock = await openPaddock({
    extensions: [folder],
    language: PSEUDO_LANGUAGE,
    settings: { "paddock.host": `127.0.0.1:${ollama.port}` },
  });
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await ollama.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the built extension with a translation into the pseudo-language. */
function translatedExtension(): string {
  const copy = mkdtempSync(join(tmpdir(), "paddock-pseudo-"));
  for (const part of ["dist", "media", "l10n", "package.json", "package.nls.json"])
    cpSync(join(extensionFolder, part), join(copy, part), { recursive: true });
  const write = (file: string, texts: unknown): void =>
    writeFileSync(join(copy, file), JSON.stringify(texts));
  write(`l10n/bundle.l10n.${PSEUDO_LANGUAGE}.json`, pseudoSentences(sentences));
  write(`package.nls.${PSEUDO_LANGUAGE}.json`, pseudoSentences(manifestSentences));
  return copy;
}

/** Texts that come from VS Code, Ollama or `Intl`, and are not translated. */
const DATA = /Paddock|http:\/\/\S+|\d[\d.]*-rc\d|[\d.]+ [kMGT]B|Q4_K_M|[a-z0-9.-]+:[a-z0-9]+/g;

const untranslated = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => !text.includes("⟦") || /[a-z]/i.test(text.replaceAll(DATA, "")));

it("has a status bar in the display language", async () => {
  await untilStatus(paddock, pseudo("Running"));
  expect(untranslated([await paddock.status.innerText()])).toEqual([]);
});

it("has a side bar in the display language", async () => {
  await paddock.window.openView("Ollama");
  for (const view of ["Service", "Models", "Downloads"]) await paddock.window.view(pseudo(view)).waitFor();
  const rows = (): Promise<string[]> => paddock.window.treeItems(pseudo("Service"));
  await expect.poll(rows).toContainEqual(expect.stringContaining(pseudo("not tested yet")));
  expect(untranslated(await rows())).toEqual([]);
});

it("has its commands and prompts in the display language", async () => {
  const { quickInput } = paddock.window;
  await paddock.window.page.keyboard.press("F1");
  await quickInput.type(">Paddock:");
  await quickInput.row(`Paddock: ${pseudo("Add Model…")}`).waitFor();
  expect(untranslated(await quickInput.rows())).toEqual([]);
  await quickInput.choose(`Paddock: ${pseudo("Add Model…")}`);
  await quickInput.type("not a name");
  await expect.poll(() => quickInput.box.innerText()).toContain(pseudo("Search {0} for “{1}”").slice(1, 7));
  await quickInput.cancel();
});

it("shows refusals in the display language", async () => {
  await paddock.window.command(`Paddock: ${pseudo("Stop Ollama Service")}`);
  const why = "Paddock has not found what started it.";
  await paddock.window.toast(pseudo(why).slice(1, 1 + why.length)).waitFor();
});

it("has its main panel in the display language", async () => {
  await paddock.window.command(`Paddock: ${pseudo("Open Paddock")}`);
  const panel = await paddock.window.webview(pseudo("Paddock for Ollama"));
  await panel.getByRole("heading", { name: pseudo("Running") }).waitFor();
});
