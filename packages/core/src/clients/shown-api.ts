/** What a window knows for its API tab while that is shown. */
export type ShownApi = {
  /** The names of the headers that are sent to the host besides; their values are secret. */
  readonly headerNames: readonly string[];
  /** The addresses of this machine in its networks, the most usual one first. */
  readonly networkAddresses: readonly string[];
};
