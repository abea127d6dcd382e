import { openSimulator, type Simulator } from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let [here, there]: Simulator[] = [];
let paddock: Paddock;

beforeAll(async () => {
  [here, there] = [await openSimulator(), await openSimulator()];
  paddock = await openPaddock({ settings: { "paddock.host": `127.0.0.1:${here.port}` } });
  await untilStatus(paddock, `Running :${here.port}`);
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([here!.close(), there!.close()]);
});

const sentTo = (ollama: Simulator): unknown =>
  ollama.lastRequest("GET /api/version")?.headers["authorization"];

/** Switches to the Ollama at another port, and waits for the version request, which carries its headers. */
async function switchTo(ollama: Simulator): Promise<void> {
  ollama.forgetRequests();
  await paddock.vscode.changeSettings({ "paddock.host": `127.0.0.1:${ollama.port}` });
  await untilStatus(paddock, `Running :${ollama.port}`);
  await expect.poll(() => ollama.requestCount("GET /api/version")).toBe(1);
}

it("sends the headers only to the host they were entered for", async () => {
  expect(sentTo(here!)).toBeUndefined();
  await paddock.window.command("Paddock: Set Request Headers…");
  await paddock.window.quickInput.choose("Authorization");
  await paddock.window.quickInput.type("Bearer secret");
  await paddock.window.quickInput.accept();
  await expect.poll(() => sentTo(here!)).toBe("Bearer secret");
  await switchTo(there!);
  expect(sentTo(there!)).toBeUndefined();
  await switchTo(here!);
  expect(sentTo(here!)).toBe("Bearer secret");
});

it("shows that a header is sent, but never shows its value again", async () => {
  await paddock.window.command("Paddock: Set Request Headers…");
  await expect.poll(() => paddock.window.quickInput.rows()).toContain("Authorization, sent");
  await paddock.window.quickInput.choose("Authorization");
  await paddock.window.quickInput.choose("Change value…");
  const input = paddock.window.quickInput.box.locator("input.input");
  await expect.poll(() => input.getAttribute("type")).toBe("password");
  expect(await input.inputValue()).toBe("");
  await paddock.window.quickInput.cancel();
});

it("rejects an invalid header name, and says why", async () => {
  await paddock.window.command("Paddock: Set Request Headers…");
  await paddock.window.quickInput.choose("Another header…");
  await paddock.window.quickInput.type("two words");
  await expect
    .poll(() => paddock.window.quickInput.message.innerText())
    .toContain("This is not a valid header name.");
  await paddock.window.quickInput.cancel();
});

it("does not send a header after it was removed", async () => {
  await paddock.window.command("Paddock: Set Request Headers…");
  await paddock.window.quickInput.choose("Authorization");
  await paddock.window.quickInput.choose("Remove header");
  await expect.poll(() => sentTo(here!)).toBeUndefined();
});
