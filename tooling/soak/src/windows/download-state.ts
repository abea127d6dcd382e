/** A download in a window's state. */
export type DownloadState = { readonly id: string; readonly situation: string };

/** Whether a download is finished, successfully or not. */
export const hasEnded = ({ situation }: DownloadState): boolean =>
  ["completed", "failed", "cancelled"].includes(situation);
