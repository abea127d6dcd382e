import { describe, it } from "vitest";
import { serviceLogContract, type ServiceLogWorld } from "./contracts/index.ts";
import { FakeServiceLog } from "./fake-service-log.ts";

function openWorld(): ServiceLogWorld {
  const log = new FakeServiceLog();
  return {
    log,
    isNewWithStart: true,
    start: () => Promise.resolve(log.restart()),
    write: (...lines) => Promise.resolve(log.write(...lines)),
    deny: () => Promise.resolve(void (log.isDenied = true)),
  };
}

describe("the fake log of a service", () => {
  for (const { name, keep } of serviceLogContract) it(name, () => keep(openWorld()));
});
