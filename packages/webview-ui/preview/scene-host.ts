import { DEFAULT_ENDPOINT, hostIdOf } from "@paddock/core";

/** The host of every scene. */
export const host = hostIdOf(DEFAULT_ENDPOINT);
