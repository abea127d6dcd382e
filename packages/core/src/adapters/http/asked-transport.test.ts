import { EMPTY, lastValueFrom } from "rxjs";
import { expect, it } from "vitest";
import { FakeClock } from "../../testing/fake-clock.ts";
import { createAskedRequests } from "./asked-transport.ts";

it("knows the last requests after thousands of layers were sent, each with a path of its own", async () => {
  const clock = new FakeClock();
  const { asked, remembered } = createAskedRequests(clock);
  const transport = remembered({ send: () => EMPTY, close: () => undefined });
  const send = (method: "HEAD" | "POST", path: string, body?: string): Promise<unknown> =>
    lastValueFrom(transport.send({ method, url: `http://localhost:11434${path}`, ...(body && { body }) }), {
      defaultValue: undefined,
    });
  for (let layer = 0; layer < 3_000; layer++) await send("HEAD", `/api/blobs/sha256:${layer}`);
  await send("POST", "/api/chat", '{"model":"pony"}');
  expect(asked.of("POST", "/api/chat")).toEqual([{ sentAtMs: clock.now(), model: "pony" }]);
  expect(asked.of("HEAD", "/api/blobs/sha256:2999")).toHaveLength(1);
  expect(asked.of("HEAD", "/api/blobs/sha256:0")).toEqual([]);
});
