/** Bytes that are read only as fast as they are taken, so that a file of any size needs little memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Reads them from the beginning; each call begins anew. Fails with `PortError`. */
  bytes(): AsyncIterable<Uint8Array>;
}
