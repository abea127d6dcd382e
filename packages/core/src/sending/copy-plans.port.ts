import type { HostId } from "../hosts/host.ts";
import type { Model } from "../models/models-events.ts";
import type { ModelName } from "../models/model-name.ts";
import type { CopyPlan } from "./copy-plan.ts";

/** What is asked of two hosts before a model is copied. */
export interface CopyPlans {
  /** How a model of one host gets to another one. Never rejects. */
  plan(model: ModelName, route: { readonly from: HostId; readonly to: HostId }): Promise<CopyPlan>;
  /** The models that a host has now. Rejects with `PortError` only. */
  models(host: HostId): Promise<readonly Model[]>;
}
