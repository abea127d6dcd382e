import type { Observable } from "rxjs";
import type { ModelName } from "../models/model-name.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import type { ByteSource } from "../shared/byte-source.ts";
import type { FoundGguf } from "./found-ggufs.ts";

/** What is in a file. `path` is its real one. */
export type ModelFile = { readonly path: string; readonly sizeBytes: number } & (
  | { readonly kind: "gguf" }
  /** An exported model, with the name that it had. */
  | { readonly kind: "archive"; readonly model: ModelName }
);

/** How far a file has been read, and at last the digest of what was in it (`sha256:…`). */
export type Digesting =
  | { readonly kind: "read"; readonly bytes: number }
  | { readonly kind: "digest"; readonly digest: string; readonly sizeBytes: number };

/** What is written into an archive. */
export type Export = {
  readonly from: ModelsFolder;
  readonly model: ModelName;
  readonly manifest: string;
  /** Digests of its configuration and its layers. */
  readonly blobs: readonly string[];
  /** The path of the archive; a file that is there is replaced at the end. */
  readonly to: string;
};

/** The parts of a models folder that a model is made of. */
export type SourceFiles = Pick<ModelsFolder, "store" | "openBlob" | "textOf">;

/** Files with models, anywhere on this machine. Fails with `PortError` only. */
export interface ModelFilesHere {
  /** Finds out what is in a file that the person chose, by its content and never by its name. */
  look(file: string): Promise<ModelFile>;
  /** The GGUF files in the folders of other programs. Links are followed only inside of the cache that has them. */
  found(): Promise<readonly FoundGguf[]>;
  /** Reads a whole file; to unsubscribe ends that. */
  digest(file: string): Observable<Digesting>;
  open(file: string): Promise<ByteSource>;
  /** An exported model, which is read in its place: nothing is unpacked. */
  openArchive(file: string): Promise<SourceFiles & { readonly model: ModelName }>;
  /** Writes an archive; emits the bytes written. To unsubscribe leaves no file behind. */
  write(wanted: Export): Observable<number>;
  /** Free bytes where a file is to be written. */
  freeBytesAt(file: string): Promise<number>;
}
