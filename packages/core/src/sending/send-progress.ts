import { NO_PROGRESS, type Progress } from "../downloads/progress.ts";

/** What happens while a model is sent. */
export type SendNews =
  /** So many bytes of the current layer have been taken. */
  | { readonly kind: "taken"; readonly bytes: number }
  /** The other Ollama has this layer now, or had it already. */
  | { readonly kind: "there"; readonly sizeBytes: number }
  | { readonly kind: "creating" };

/** How much of a model has been sent. */
export type Sent = {
  readonly step: Progress["step"];
  readonly totalBytes: number;
  /** Bytes of the layers that are there, and of the current one. */
  readonly thereBytes: number;
  readonly currentBytes: number;
  /** The maximum so far, earlier attempts included. */
  readonly mostBytes: number;
  /** What this attempt has sent. */
  readonly receivedBytes: number;
};

export const sendFrom = (totalBytes: number, { doneBytes }: Progress = NO_PROGRESS): Sent => ({
  step: "preparing",
  totalBytes,
  thereBytes: 0,
  currentBytes: 0,
  mostBytes: Math.min(doneBytes, totalBytes),
  receivedBytes: 0,
});

export function evolveSent(before: Sent, news: SendNews): Sent {
  const sent = afterNews(before, news);
  const presentBytes = Math.min(sent.thereBytes + sent.currentBytes, sent.totalBytes);
  return { ...sent, mostBytes: Math.max(sent.mostBytes, presentBytes) };
}

function afterNews(sent: Sent, news: SendNews): Sent {
  switch (news.kind) {
    case "taken":
      return {
        ...sent,
        step: "pulling",
        currentBytes: news.bytes,
        receivedBytes: sent.receivedBytes + Math.max(0, news.bytes - sent.currentBytes),
      };
    case "there":
      return { ...sent, thereBytes: sent.thereBytes + news.sizeBytes, currentBytes: 0 };
    case "creating":
      return { ...sent, step: "writing", currentBytes: 0 };
  }
}

/** Never less than before: what an interrupted upload lost is counted as sent again. */
export function progressOfSent({ step, totalBytes, mostBytes, ...sent }: Sent): Progress {
  const againBytes = step === "pulling" ? Math.max(0, mostBytes - sent.thereBytes - sent.currentBytes) : 0;
  return {
    step,
    doneBytes: mostBytes,
    totalBytes,
    share: totalBytes === 0 ? 0 : mostBytes / totalBytes,
    ...(againBytes > 0 && { againBytes }),
  };
}
