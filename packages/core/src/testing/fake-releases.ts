import { defer, of, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";
import type { LatestRelease } from "../releases/latest-release.port.ts";

/** A fake site of Ollama's project, which counts how often it is asked. */
export class FakeReleases {
  newest = "0.40.12";
  failure: Failure | undefined;
  asked = 0;

  latest: LatestRelease = (): Observable<string> =>
    defer(() => {
      this.asked++;
      const { failure } = this;
      return failure ? throwError(() => new PortError(failure)) : of(this.newest);
    });
}
