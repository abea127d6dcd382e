import * as l10n from "@vscode/l10n";
import { sentences } from "../ui/text/format.view.ts";
import { VARIABLE_NAMES, variableOf, type Variable, type VariableName } from "./variables.ts";

/** What each variable does, for the settings of an editor. */
export const variableWords = (): Readonly<Record<VariableName, string>> => ({
  OLLAMA_HOST: l10n.t(
    "The address that Ollama listens on. Paddock sets it from `#paddock.host#`: set that to `0.0.0.0` to share Ollama on your network.",
  ),
  OLLAMA_MODELS: l10n.t("The folder of the models. If it does not exist, Ollama begins an empty one."),
  OLLAMA_KEEP_ALIVE: l10n.t(
    "How long a model stays in memory after a request, such as `30m`. `-1` keeps it for ever, `0` unloads it at once.",
  ),
  OLLAMA_CONTEXT_LENGTH: l10n.t(
    "The context of a model where a request asks for none. `0` lets Ollama choose by the memory of the GPU. A larger context needs more memory.",
  ),
  OLLAMA_NUM_PARALLEL: l10n.t(
    "How many requests a model answers at the same time. Each of them needs the memory of a context.",
  ),
  OLLAMA_MAX_LOADED_MODELS: l10n.t("How many models may be loaded at the same time. `0` lets Ollama choose."),
  OLLAMA_MAX_QUEUE: l10n.t("How many requests may wait. Further ones are refused as busy."),
  OLLAMA_LOAD_TIMEOUT: l10n.t("How long the loading of a model may make no progress before Ollama gives up."),
  OLLAMA_FLASH_ATTENTION: l10n.t(
    "Use flash attention, which needs less memory for a large context where the GPU supports it.",
  ),
  OLLAMA_KV_CACHE_TYPE: l10n.t(
    "How the context is kept in memory: `q8_0` needs about half as much as `f16`, and `q4_0` a quarter, with less precision. It needs flash attention.",
  ),
  OLLAMA_GPU_OVERHEAD: l10n.t("How much memory of each GPU Ollama leaves free."),
  OLLAMA_SCHED_SPREAD: l10n.t("Spread each model over all GPUs, even if one of them has room for it."),
  OLLAMA_IGPU_ENABLE: l10n.t("Use GPUs that are part of the processor."),
  OLLAMA_VULKAN: l10n.t("Use GPUs by Vulkan."),
  OLLAMA_LLM_LIBRARY: l10n.t("The library to compute with, such as `cpu`. Ollama chooses one by itself."),
  OLLAMA_LIBRARY_PATH: l10n.t("Folders in which Ollama looks for its libraries."),
  LLAMA_ARG_FIT: l10n.t("Whether llama.cpp fits a model to the memory that is free."),
  LLAMA_ARG_FIT_TARGET: l10n.t("How much memory of each GPU llama.cpp leaves free when it fits a model."),
  OLLAMA_ORIGINS: l10n.t(
    "Web pages that may use Ollama, as origins with commas between them. Pages of this computer always may.",
  ),
  OLLAMA_NOPRUNE: l10n.t("Keep files that no model uses when Ollama starts, and so unfinished downloads."),
  OLLAMA_MAX_TRANSFER_STREAMS: l10n.t(
    "How many files of a safetensors model are transferred at the same time.",
  ),
  OLLAMA_NO_CLOUD: l10n.t("Turn off models in the cloud and web search."),
  OLLAMA_CLOUD_BASE_URL: l10n.t("The address of Ollama's cloud."),
  OLLAMA_REMOTES: l10n.t("Hosts that models in the cloud may run on, with commas between them."),
  OLLAMA_DEBUG: l10n.t("How much Ollama logs: `1` for details, `2` for everything."),
  OLLAMA_DEBUG_LOG_REQUESTS: l10n.t("Write each request with its text to a temporary folder."),
  OLLAMA_GO_TEMPLATE: l10n.t("Use Ollama's own templates for prompts instead of those in the model."),
  OLLAMA_AUTH: l10n.t("Sign the requests between Ollama's command line and its server."),
  OLLAMA_NEW_ENGINE: l10n.t("Use Ollama's own engine for models that support it."),
  OLLAMA_MULTIUSER_CACHE: l10n.t("Keep prompts in memory in a way that suits several users."),
  OLLAMA_NOHISTORY: l10n.t(
    "Keep no history of what is typed in `ollama run`. It has no effect on a service.",
  ),
  OLLAMA_EDITOR: l10n.t("The editor for prompts in `ollama run`. It has no effect on a service."),
  HTTPS_PROXY: l10n.t("The proxy for downloads. Ollama writes it to its log, with a password if it has one."),
  HTTP_PROXY: l10n.t("Not for downloads: a proxy for plain HTTP can disturb Ollama's own connections."),
  NO_PROXY: l10n.t("Hosts that are reached without the proxy, with commas between them."),
  CUDA_VISIBLE_DEVICES: l10n.t("The NVIDIA GPUs to use, by number or id. `-1` uses none."),
  HIP_VISIBLE_DEVICES: l10n.t("The AMD GPUs to use, by number."),
  ROCR_VISIBLE_DEVICES: l10n.t("The AMD GPUs to use, by number or id. `-1` uses none."),
  GGML_VK_VISIBLE_DEVICES: l10n.t("The GPUs to use by Vulkan, by number. `-1` uses none."),
  GPU_DEVICE_ORDINAL: l10n.t("The AMD GPUs to use, by number, in older drivers."),
  HSA_OVERRIDE_GFX_VERSION: l10n.t("Treat an AMD GPU as another one that is supported, such as `10.3.0`."),
});

/** The same with unit, default and versions. */
export function describeVariables(): Readonly<Record<VariableName, string>> {
  const words = { ...variableWords() };
  for (const name of VARIABLE_NAMES) words[name] = sentences(words[name], ...describeFacts(variableOf(name)));
  return words;
}

const describeFacts = (variable: Variable): readonly string[] => [
  describeUnit(variable),
  variable.default === undefined ? "" : l10n.t("Default: `{0}`.", variable.default),
  variable.since === undefined ? "" : l10n.t("New in Ollama {0} or a little before.", variable.since),
  variable.until === undefined ? "" : l10n.t("Ollama {0} and later ignore it.", variable.until),
];

function describeUnit({ value }: Variable): string {
  switch (value.kind) {
    case "whole":
      return value.unit === undefined ? "" : describeWholeUnit(value.unit);
    case "duration":
      return l10n.t("A duration such as `90s`, `30m` or `24h`, or a number of seconds.");
    case "flag":
    case "choice":
    case "folder":
    case "address":
    case "text":
      return "";
  }
}

function describeWholeUnit(unit: "tokens" | "bytes"): string {
  switch (unit) {
    case "tokens":
      return l10n.t("In tokens.");
    case "bytes":
      return l10n.t("In bytes.");
  }
}
