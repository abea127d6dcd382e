import { describe, it } from "vitest";
import { settingsContract } from "./contracts/index.ts";
import { FakeSettings } from "./fake-settings.ts";

describe("settings in memory", () => {
  for (const { name, keep } of settingsContract)
    it(name, () => {
      const settings = new FakeSettings();
      return keep({ settings, host: () => settings.host });
    });
});
