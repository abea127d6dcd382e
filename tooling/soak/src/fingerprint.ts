import { hash } from "node:crypto";
import { canonicalJson } from "@paddock/core/testing";

/** Two texts with the same fingerprint are the same. */
export const fingerprint = (text: string): string => hash("md5", text);

/** The same for values, by their canonical JSON. */
export const fingerprintOf = (value: unknown): string => fingerprint(canonicalJson(value));
