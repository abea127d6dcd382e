import type { TryProblem } from "./try-problem.ts";

/** A larger image is scaled down by every model, and would only be slow to send. */
export const LARGEST_IMAGE_BYTES = 10_000_000;

/** The first bytes of PNG, JPEG and WebP in base64; Ollama takes no other kind (docs/ollama.md §1.5). */
const BEGINNINGS = [/^iVBORw0KGgo/, /^\/9j\//, /^UklGR.{8}[VWF]/];

/** What is wrong with an image in base64; `undefined` if nothing is. */
export function imageProblem(base64: string): TryProblem | undefined {
  if ((base64.length * 3) / 4 > LARGEST_IMAGE_BYTES) return "image-size";
  const isKnown = BEGINNINGS.some((beginning) => beginning.test(base64));
  return isKnown && /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? undefined : "image-kind";
}
