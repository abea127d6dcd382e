import type { Tone } from "@paddock/core/views";

/** A state's colour, beside its word; never instead of it. */
export const Dot = ({ tone }: { readonly tone: Tone }) => <i class={`dot ${tone}`} aria-hidden="true" />;
