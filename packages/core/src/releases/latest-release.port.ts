import type { Observable } from "rxjs";

/**
 * Asks Ollama's project which release is the newest, such as `0.40.12`. Cold: subscribing sends one request to a host on
 * the internet, so only a person's request or setting may lead to it. Fails with `PortError`.
 */
export type LatestRelease = () => Observable<string>;
