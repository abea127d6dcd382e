import { expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host } from "../testing/events.ts";
import { fakeManifest, fakeModel, modelName, openWithFakes } from "../testing/index.ts";

/** An Ollama of systemd on this machine, with a model whose details are not known. */
async function openOnSystemd() {
  const opened = await openWithFakes();
  const { app, ollama, owner, clock, target$ } = opened;
  owner.otherOwner = { kind: "systemd", scope: "system", unit: "ollama.service" };
  const { value: target } = target$;
  if (target.kind !== "host") throw new Error("no host");
  const nowhere = () => Promise.resolve(undefined);
  const files = { locate: nowhere, publicKey: nowhere };
  target$.next({ ...target, hostPorts: { ...target.hostPorts, files } });
  ollama.models = [fakeModel("unicorn")];
  ollama.appear();
  await clock.pass(5_000);
  await app.dispatch({ type: "models.refresh", host });
  return opened;
}

it("an Ollama that hangs during a download is stopped without waiting for where its models are", async () => {
  const { app, ollama, owner, clock, manifests } = await openOnSystemd();
  let stops = 0;
  owner.onStop = () => (stops += 1);
  const [id, model] = [parseDownloadId("d1")!, modelName("pony")];
  manifests.set(model, fakeManifest({ a: 900 }));
  await app.dispatch({ type: "download.request", host, id, model });
  await clock.pass(1_000);
  expect(ollama.pulls[0]?.isOpen).toBe(true);
  ollama.failure = "hang";
  await app.dispatch({ type: "service.stop", host });
  await clock.pass(5_000);
  expect(stops).toBe(1);
});
