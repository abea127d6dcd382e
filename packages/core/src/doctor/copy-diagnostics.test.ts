import { expect, it } from "vitest";
import { openRunning } from "../testing/action-bench.ts";
import { healthyMachine } from "../testing/fake-machine-checks.ts";
import { seen } from "../testing/doctor/world.ts";

it("copies what the doctor finds, without what only the person should see", async () => {
  const { ask, machine, person, context } = await openRunning();
  const { known } = await context.report.gather();
  machine.report = {
    ...healthyMachine,
    folder: seen({
      path: "/home/jane-private/models",
      is: { kind: "folder", mayRead: true, mayWrite: false, user: "ollama" },
    }),
    proxies: seen({
      proxies: [{ via: "HTTP_PROXY", url: "http://proxy.jane-private.example:3128" }],
      except: [],
    }),
  };
  await ask({ type: "doctor.copy" });
  const copied = person.shown.find((what) => what.startsWith("clipboard: ")) ?? "";
  expect(copied).toContain("[wrong] Ollama cannot write to its models folder.");
  expect(copied).toContain("[fine] Ollama runs:");
  expect(copied).not.toContain("jane-private");
  for (const word of [...(known.users ?? []), ...(known.homes ?? [])]) expect(copied).not.toContain(word);
});
