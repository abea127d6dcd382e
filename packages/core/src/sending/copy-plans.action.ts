import { firstValueFrom } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { sizeOfLayers, type PullLayer } from "../downloads/pull-progress.ts";
import { hostName } from "../hosts/host-name.view.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { HostId } from "../hosts/host.ts";
import { digestsOf } from "../models/copies.ts";
import { isLocalName } from "../models/local-names.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Model } from "../models/models-events.ts";
import { versionOf } from "../service/service.ts";
import type { CopyObstacle } from "../shared/decision.ts";
import { PortError, toFailure, type Failure, type SendingFailure } from "../shared/failure.ts";
import type { ActionContext } from "../ui/action.ts";
import { missingLayers } from "../updates/check-updates.source.ts";
import type { CopyPlan } from "./copy-plan.ts";
import type { CopyPlans } from "./copy-plans.port.ts";
import { readSource } from "./read-source.source.ts";
import { layersToSend } from "./sendable-model.ts";

type PlanPorts = Pick<ActionContext, "app" | "files"> & {
  /** Returns those of a watched host. */
  readonly hostPorts: (host: HostId) => HostPorts | undefined;
};

/** Asks the Ollamas of both hosts, the registry of the model, and the files that are on this machine. */
export function createCopyPlans(ports: PlanPorts): CopyPlans {
  const portsOf = (host: HostId): HostPorts => {
    const found = ports.hostPorts(host);
    if (!found) throw new PortError({ kind: "aborted" });
    return found;
  };
  const models = async (host: HostId): Promise<readonly Model[]> => firstValueFrom(portsOf(host).api.list());
  const atHost = (host: HostId): CopyObstacle => ({ kind: "host", name: hostName(ports.app.state(), host) });

  async function planOf(name: ModelName, { from, to }: Route): Promise<CopyPlan> {
    const toHost = blaming(atHost(to));
    const [here, there] = await Promise.all([models(from), models(to).catch(toHost)]);
    const model = here.find((one) => isSameModel(one.name, name));
    if (!model) throw new PortError({ kind: "no-such-model" });
    const installed = there.find((one) => isSameModel(one.name, name));
    if (installed && haveCommon(digestsOf(installed), digestsOf(model))) return { kind: "same" };
    const target = portsOf(to);
    const offer = await offerOf(ports, target, { model, from, to });
    const replaces = installed !== undefined;
    const missing = (layers: readonly PullLayer[]) => missingIn(target, layers).catch(toHost);
    if (offer.kind === "same")
      return { kind: "pull", layers: offer.layers, replaces, ...(await missing(offer.layers)) };
    if (hostFacts(ports.app.state(), from).service.isDemo) return { kind: "demo" };
    const layers = await sendableLayers(ports, from, name);
    if (!("kind" in layers))
      return {
        kind: "send",
        registry: offer.kind === "other" ? "lacks-it" : "unknown",
        layers,
        replaces,
        ...(await missing(layers)),
      };
    // Nothing is known of a registry that cannot be asked.
    if (offer.kind === "unknown")
      return { kind: "impossible", failure: offer.failure, at: { kind: "registry" } };
    return { kind: "impossible", failure: layers, at: atHost(from) };
  }

  return {
    models,
    async plan(name, route) {
      try {
        return await planOf(name, route);
      } catch (error) {
        const { at, failure } =
          error instanceof Blame ? error : new Blame(atHost(route.from), toFailure(error));
        return { kind: "impossible", failure, at };
      }
    },
  };
}

/** A failure, and what it is a failure of. */
class Blame extends Error {
  readonly at: CopyObstacle;
  readonly failure: Failure;
  constructor(at: CopyObstacle, failure: Failure) {
    super(failure.kind);
    this.at = at;
    this.failure = failure;
  }
}

const blaming =
  (at: CopyObstacle) =>
  (error: unknown): never => {
    throw new Blame(at, toFailure(error));
  };

type Route = { readonly from: HostId; readonly to: HostId };

/** What the registry of a model has under its name. */
type Offer =
  | { readonly kind: "same"; readonly layers: readonly PullLayer[] }
  /** Nothing, or another model. */
  | { readonly kind: "other" }
  | { readonly kind: "unknown"; readonly failure: Failure };

async function offerOf(
  { app }: PlanPorts,
  { registry }: HostPorts,
  { model, from, to }: Route & { readonly model: Model },
): Promise<Offer> {
  const state = app.state();
  if (isLocalName(hostFacts(state, from).localNames, model.name)) return { kind: "other" };
  const asker = { version: versionOf(hostFacts(state, to).service) };
  try {
    const offered = await firstValueFrom(registry.digests(model.name, asker));
    if (!haveCommon(offered, digestsOf(model))) return { kind: "other" };
    const { layers } = await firstValueFrom(registry.manifest(model.name, asker));
    return { kind: "same", layers };
  } catch (error) {
    const failure = toFailure(error);
    return failure.kind === "not-in-registry" ? { kind: "other" } : { kind: "unknown", failure };
  }
}

async function sendableLayers(
  { app, files }: PlanPorts,
  from: HostId,
  model: ModelName,
): Promise<readonly PullLayer[] | SendingFailure> {
  try {
    const folder = await files.folder(from);
    const version = versionOf(hostFacts(app.state(), from).service);
    const { sendable } = await readSource(async () => folder && { folder, version }, model);
    return layersToSend(sendable);
  } catch (error) {
    const failure = toFailure(error);
    if (isAboutSending(failure)) return failure;
    throw error;
  }
}

const isAboutSending = (failure: Failure): failure is SendingFailure =>
  failure.kind.startsWith("source-") || failure.kind === "not-sendable";

/** A model in safetensors may have too many layers to ask for each. */
async function missingIn(
  { api }: HostPorts,
  layers: readonly PullLayer[],
): Promise<{ readonly missingBytes?: number }> {
  try {
    return { missingBytes: sizeOfLayers(await firstValueFrom(missingLayers(api, layers))) };
  } catch (error) {
    if (toFailure(error).kind === "too-many-layers") return {};
    throw error;
  }
}

const haveCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));
