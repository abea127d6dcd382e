/** What is broken in a registry at the moment; it may be changed at any time. */
export type RegistryFaults = {
  /** The status of every manifest. */
  manifestStatus: 401 | 403 | 404 | 412 | 429 | 500 | 503 | undefined;
  /** The store behind the registry refuses. */
  cdnStatus: 403 | 500 | undefined;
  /** The store takes requests and sends no byte more. */
  isStalled: boolean;
  /** The store drops a connection after so many bytes. */
  dropAfterBytes: number | undefined;
};

/** Starts with nothing broken. */
export function createRegistryFaults(): RegistryFaults {
  return { manifestStatus: undefined, cdnStatus: undefined, isStalled: false, dropAfterBytes: undefined };
}
