import { createHash } from "node:crypto";
import type { Manifest } from "../../downloads/registry.port.ts";
import { byRunner, USUAL_ORDER, type RunnerOrder } from "../../models/runners.ts";
import { PortError } from "../../shared/failure.ts";
import { parseJson, type HttpAnswer } from "../ollama/http-answer.ts";
import { answerSchema, layersOf, type Child, type SingleManifest } from "./registry-schemas.ts";

/** What a registry has under a name: one manifest, or a list of them. */
export type Found =
  | { readonly kind: "single"; readonly manifest: Manifest }
  | { readonly kind: "list"; readonly children: readonly Child[] };

export function parseFound(answer: HttpAnswer, endpoint: string): Found {
  const parsed = parseJson(answerSchema, endpoint, answer.text);
  if ("manifests" in parsed) return { kind: "list", children: parsed.manifests };
  return { kind: "single", manifest: manifestOf(parsed, sha256(answer.text)) };
}

/** The digests of all manifests, in bare hex. */
export const digestsOf = (found: Found): readonly string[] =>
  found.kind === "single"
    ? [found.manifest.digest]
    : found.children.map(({ digest }) => digest.replace("sha256:", ""));

/**
 * The child that Ollama would choose, or the one for `runner` if there is one. Throws if Ollama can run none of them.
 * `order` is absent if the platform of that Ollama is unknown: it may have MLX.
 */
export function childFor(
  children: readonly Child[],
  order: RunnerOrder | undefined,
  runner: string | undefined,
): Child {
  const usable = children.filter((child) => !child.runner || USUAL_ORDER.includes(child.runner));
  const [chosen] = byRunner(usable, order ?? USUAL_ORDER);
  if (!chosen)
    throw new PortError({ kind: "no-runner", runners: children.map((child) => child.runner).join(", ") });
  if (chosen.runner === "mlx" && order && order[0] !== "mlx") throw new PortError({ kind: "needs-mlx" });
  return usable.find((child) => runner !== undefined && child.runner === runner) ?? chosen;
}

/** The manifest of a child, which is stored as a blob: its digest must be that of the text. */
export function parseChild({ digest, runner }: Child, answer: HttpAnswer, endpoint: string): Manifest {
  const hex = sha256(answer.text);
  if (digest !== `sha256:${hex}`)
    throw new PortError({ kind: "unreadable", endpoint, problem: "another digest than in the list" });
  const parsed = parseJson(answerSchema, endpoint, answer.text);
  if ("manifests" in parsed)
    throw new PortError({ kind: "unreadable", endpoint, problem: "a list in a list" });
  return { ...manifestOf(parsed, hex), ...(runner && { runner }) };
}

function manifestOf(manifest: SingleManifest, digest: string): Manifest {
  const model = manifest.layers.find(({ mediaType }) => mediaType === "application/vnd.ollama.image.model");
  return {
    digest,
    layers: layersOf(manifest),
    ...(manifest.config && { configDigest: manifest.config.digest }),
    ...(manifest.runner && { runner: manifest.runner }),
    ...(model && { modelDigest: model.digest }),
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
