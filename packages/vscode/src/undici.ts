/** Bundled by itself, since it is big: loaded with the first stream. */
export { undiciTransport } from "@paddock/core/adapters/undici";
