import { hash } from "node:crypto";
import { canonicalJson } from "@paddock/core/testing";

/** A hash, to compare texts by. */
export const fingerprint = (text: string): string => hash("md5", text);

/** The fingerprint of a value's canonical JSON. */
export const fingerprintOf = (value: unknown): string => fingerprint(canonicalJson(value));
