/** How well something goes; a renderer chooses the colour. */
export type Tone = "good" | "quiet" | "busy" | "warn" | "wrong";
