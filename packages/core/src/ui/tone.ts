/** How something is going, for a renderer to colour as its host colours things. */
export type Tone = "good" | "quiet" | "busy" | "warn" | "wrong";
