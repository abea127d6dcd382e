import type { Placeholders } from "./placeholders.ts";
import { isPublicHost, isPublicOwner } from "./public-names.ts";
import { shownHost } from "./redact-hosts.ts";

/** Owners of models, private registries and their models. `library` and well-known publishers stay, and so does a tag. */
export function redactModels(text: string, placeholders: Placeholders): string {
  const { mark } = placeholders;
  return text
    .replaceAll(FULL, (all, registry: string, owner: string, model: string) =>
      API.test(`${owner}/`) ? all : shownModel({ registry, owner, model }, placeholders),
    )
    .replaceAll(ROUTE, (_all, registry: string, before: string, owner: string, model: string) => {
      const isPublic = registry === "" || PUBLIC_REGISTRY.test(registry);
      return `${registry}${before}${isPublicOwner(owner) ? owner : mark("owner", owner)}/${isPublic ? model : mark("model", model)}`;
    })
    .replaceAll(TAGGED, (all, owner: string, model: string) =>
      isPublicOwner(owner) || SOURCE_FILE.test(model) || NO_OWNER.test(owner)
        ? all
        : `${mark("owner", owner)}/${model}`,
    )
    .replaceAll(NAMED, (all, before: string, owner: string, rest: string) =>
      isPublicOwner(owner) || NO_OWNER.test(owner) || SOURCE_FILE.test(rest)
        ? all
        : `${before}${mark("owner", owner)}/${rest}`,
    );
}

type Name = { readonly registry: string; readonly owner: string; readonly model: string };

function shownModel({ registry, owner, model }: Name, placeholders: Placeholders): string {
  const { mark } = placeholders;
  const shownOwner = isPublicOwner(owner) ? owner : mark("owner", owner);
  if (PUBLIC_REGISTRY.test(registry)) return `${registry}/${shownOwner}/${model}`;
  if (isPublicHost(registry.replace(/:\d+$/, "")) && !/:\d+$/.test(registry))
    return `${registry}/${owner}/${model}`;
  const [, host = "", port = ""] = /^(.*?)(:\d+)?$/.exec(registry) ?? [];
  return `${shownHost(host, placeholders)}${port}/${mark("owner", owner)}/${mark("model", model)}`;
}

/** A text that is the whole name of a model, as the state has it; `undefined` where it is none. */
export function redactModelName(text: string, placeholders: Placeholders): string | undefined {
  const [, registry, owner = "", model = "", tag = ""] = NAME.exec(text) ?? [];
  if (owner === "" || /^(application|text|image|audio|video|multipart|font)$/.test(owner)) return undefined;
  const shown =
    registry === undefined
      ? `${isPublicOwner(owner) ? owner : placeholders.mark("owner", owner)}/${model}`
      : shownModel({ registry, owner, model }, placeholders);
  return `${shown}${tag}`;
}

const PART = "[A-Za-z0-9_][A-Za-z0-9_-]{0,79}";
const MODEL = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}";
const MARK = "[\\uE000-\\uE7FF][\\uE800-\\uEFFF]";
const NAME = new RegExp(
  `^(?:((?:${MARK}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,252})(?::\\d{1,5})?)/)?(${PART}|${MARK})/(${MODEL}|${MARK})(:${MODEL})?$`,
);

/** A registry, an owner and a model; no address with a scheme, of which the path is not a model's name. */
const FULL = new RegExp(
  String.raw`(?<![\w./@:%…\uE000-\uEFFF-])((?:${MARK}|localhost(?=:)|(?:[A-Za-z0-9_-]{1,63}\.){1,6}[A-Za-z0-9_-]{1,63})(?::\d{1,5})?)/(${PART})/(${MODEL})(?![\w/])`,
  "g",
);
/** `/v2/owner/model/manifests/tag`, and the page of a model. */
const ROUTE = new RegExp(
  String.raw`((?:${MARK}|(?:registry\.)?ollama\.(?:ai|com)|hf\.co|huggingface\.co)?(?::\d{1,5})?)(\/v2\/(?=[^/\s]{1,80}\/[^/\s]{1,80}\/(?:manifests|blobs|tags)\b)|(?<=ollama\.com|hf\.co|huggingface\.co)\/(?!api\/|v1\/|v2\/|search|blog|docs|settings|signin|download))(${PART})\/(${MODEL})`,
  "g",
);
const TAGGED = new RegExp(String.raw`(?<![\w./@:%\\\uE000-\uEFFF-])(${PART})/(${MODEL})(?=:${MODEL})`, "g");
const NAMED = new RegExp(
  String.raw`((?<![\w-])(?:model|name|from|source|destination|parent_model|parent|base|pull|push|run|show|rm|stop|cp|create)(?:\\{0,3}["'])?(?:[=:] ?| )\\{0,3}["']?)(${PART})/(${MODEL})(?![\w/])`,
  "gi",
);

const API = /^(api|v\d|blobs|metrics)\/$/;
const PUBLIC_REGISTRY = /^(registry\.ollama\.ai|ollama\.com|hf\.co|huggingface\.co|modelscope\.cn)$/i;
const SOURCE_FILE = /\.(go|cpp|c|h|cc|cu|ts|js|py|rs|md|json|log|so|dll|service|conf|sh)$/i;
const NO_OWNER =
  /^(application|text|image|and|or|n|tokens|server|ollama|llama|src|ggml|runner|api|cmd|internal|net|\d+)$/i;
