import assert from "node:assert/strict";
import type { SettingsPort } from "../../ui/settings.port.ts";
import type { Contract } from "./contract.ts";

/** Settings with nothing in them, and the host that they name. */
export type SettingsWorld = { readonly settings: SettingsPort; host(): string };

/** What every `SettingsPort` promises. */
export const settingsContract: Contract<SettingsWorld> = [
  {
    name: "reads the variables that were written",
    async keep({ settings }) {
      await settings.write({ variables: { OLLAMA_KEEP_ALIVE: "1h", FOO: "1" } });
      assert.deepEqual(settings.read().serviceEnvironment, { OLLAMA_KEEP_ALIVE: "1h", FOO: "1" });
    },
  },
  {
    name: "changes and removes only the variables that are named",
    async keep({ settings }) {
      await settings.write({ variables: { A: "1", B: "1", C: "1" } });
      await settings.write({ variables: { A: "2", B: undefined } });
      assert.deepEqual(settings.read().serviceEnvironment, { A: "2", C: "1" });
    },
  },
  {
    name: "writes the host, and leaves the variables as they are",
    async keep({ settings, host }) {
      await settings.write({ variables: { A: "1" } });
      await settings.write({ host: "127.0.0.1:11500" });
      assert.equal(host(), "127.0.0.1:11500");
      assert.deepEqual(settings.read().serviceEnvironment, { A: "1" });
    },
  },
  {
    name: "starts nothing by itself unless the person says so",
    async keep({ settings }) {
      await Promise.resolve();
      assert.equal(settings.read().autoStart, "never");
    },
  },
];
