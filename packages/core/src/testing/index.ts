export { isFact } from "../app/events.ts";
export { FakeClock, settled } from "./fake-clock.ts";
export { FakeFolder, unfinishedLayer } from "./fake-folder.ts";
export { FakeModelFiles } from "./fake-model-files.ts";
export { FakeMachineChecks, healthyMachine } from "./fake-machine-checks.ts";
export { FakeOwner } from "./fake-owner.ts";
export { FakeOllama, fakeDetails } from "./fake-ollama.ts";
export {
  fakeManifest,
  fakeModel,
  fakePorts,
  modelName,
  openWithFakes,
  type FakePorts,
} from "./fake-ports.ts";
export { PortError } from "../shared/failure.ts";
export { FakeRegistry } from "./fake-registry.ts";
export { FakeSigns } from "./fake-signs.ts";
export { FakeWindows } from "./fake-windows.ts";
export { given } from "./given.ts";
export { PSEUDO_LANGUAGE, pseudo, pseudoSentences } from "./pseudo-locale.ts";
export { canonicalJson, factsIn } from "./replay.ts";
export { openSession, takeSessions, type Session } from "./sessions.ts";
export { AUTHORITY, SELF_SIGNED, SIGNED } from "./certificates.ts";
