import * as v from "valibot";
import { otherServerIn, versionOf, type Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { reading, text, type EventOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";

/** Such as `0.40.12`. */
export const releaseVersionSchema = v.pipe(text, v.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/));

/** The newest release of Ollama, and when its project's site has told it. */
export type KnownRelease = { readonly version: string; readonly atMs: number };

export const RELEASE_READINGS = [reading("release.found", { version: releaseVersionSchema })] as const;
export type ReleaseReading = EventOf<typeof RELEASE_READINGS>;

/** Tells all windows which release one of them was told about. */
export type ReleaseCommand = { readonly type: "release.note"; readonly version: string };

export const evolveRelease = ({ version }: ReleaseReading, { atMs }: Position): KnownRelease => ({
  version,
  atMs,
});

/** The newest release, if an older Ollama runs; `undefined` if it was not asked for. */
export function newerRelease(service: Service, release: KnownRelease | undefined): string | undefined {
  if (!release || otherServerIn(service)) return undefined;
  return isOlderThan(versionOf(service), release.version) ? release.version : undefined;
}
