import { lastValueFrom } from "rxjs";
import { expect, it } from "vitest";
import { host, pointed } from "../testing/events.ts";
import { fakeManifest, fakePorts, given, modelName } from "../testing/index.ts";
import { watchPreview } from "./preview-model.action.ts";

it("asks the registry for the size while Ollama does not run, too", async () => {
  const model = modelName("pony");
  const { manifests, target$ } = fakePorts();
  manifests.set(model, fakeManifest({ weights: 2_000 }));
  const { value: target } = target$;
  if (target.kind !== "host") throw new Error("no host");
  const { state } = given(pointed, { type: "service.stopped", host });
  const lines = await lastValueFrom(
    watchPreview(
      {
        state: () => state,
        hostPorts: () => target.hostPorts,
        files: { folder: async () => undefined, publicKey: async () => undefined },
      },
      model,
    ),
  );
  expect(lines).toMatchObject([
    {
      label: "Download",
      description: "2.0 kB",
      detail: expect.stringContaining("Starts Ollama, then downloads."),
    },
  ]);
});
