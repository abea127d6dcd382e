import type { JsonObject } from "../../json.ts";
import type { SimulatedModel } from "./simulated-model.ts";

/** The `details` of a model, which tags, ps and show share. */
export function toDetails(model: SimulatedModel): JsonObject {
  return {
    parent_model: model.parentModel,
    format: model.format,
    family: model.family,
    families: model.family === "" ? null : [model.family],
    parameter_size: model.parameterSize,
    quantization_level: model.quantization,
  };
}

/** The remote model and host of a cloud model, as in tags and show. */
export function toRemote(model: SimulatedModel): JsonObject {
  return model.remote === undefined
    ? {}
    : { remote_model: model.remote.model, remote_host: model.remote.host };
}
