/** A separate bundle, because it is large: loaded with the first stream. */
export { undiciTransport } from "@paddock/core/adapters/undici";
