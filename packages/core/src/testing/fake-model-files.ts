import { concat, defer, of, throwError, type Observable } from "rxjs";
import type { FoundGguf } from "../model-files/found-ggufs.ts";
import type { Digesting, Export, ModelFile, ModelFilesHere } from "../model-files/model-files.port.ts";
import { PortError } from "../shared/failure.ts";

/** A GGUF file whose content is zeros. */
type FakeGguf = { readonly sizeBytes: number; readonly digest: string };

/** Files with models that a test puts there. Its archives cannot be read. */
export class FakeModelFiles implements ModelFilesHere {
  readonly ggufs = new Map<string, FakeGguf>();
  /** Files that hold something else. */
  readonly others = new Set<string>();
  foundFiles: readonly FoundGguf[] = [];
  freeBytes = 1e12;
  readonly written: Export[] = [];

  look = (file: string): Promise<ModelFile> => {
    const gguf = this.ggufs.get(file);
    if (gguf) return Promise.resolve({ kind: "gguf", path: file, sizeBytes: gguf.sizeBytes });
    return Promise.reject(new PortError(this.others.has(file) ? { kind: "no-model-file" } : missing));
  };
  found = (): Promise<readonly FoundGguf[]> => Promise.resolve(this.foundFiles);
  digest = (file: string): Observable<Digesting> =>
    defer(() => {
      const gguf = this.ggufs.get(file);
      if (!gguf) return throwError(() => new PortError(missing));
      return of<Digesting[]>({ kind: "read", bytes: gguf.sizeBytes }, { kind: "digest", ...gguf });
    });
  open: ModelFilesHere["open"] = (file) => {
    const { sizeBytes } = this.ggufs.get(file) ?? { sizeBytes: undefined };
    if (sizeBytes === undefined) return Promise.reject(new PortError(missing));
    return Promise.resolve({
      sizeBytes,
      async *bytes() {
        const piece = new Uint8Array(Math.min(sizeBytes, MOST_AT_ONCE));
        for (let sent = 0; sent < sizeBytes; sent += piece.length) yield piece.subarray(0, sizeBytes - sent);
      },
    });
  };
  openArchive: ModelFilesHere["openArchive"] = () =>
    Promise.reject(new PortError({ kind: "archive-cut-off" }));
  write = (wanted: Export): Observable<number> =>
    concat(
      of(1),
      defer(() => {
        this.written.push(wanted);
        return of(2);
      }),
    );
  freeBytesAt = (): Promise<number> => Promise.resolve(this.freeBytes);
}

/** No engine of JavaScript has arrays of any size. */
const MOST_AT_ONCE = 2 ** 28;

const missing = { kind: "file-unreadable", detail: "ENOENT" } as const;
