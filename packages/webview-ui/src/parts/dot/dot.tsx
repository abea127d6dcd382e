import type { Tone } from "@paddock/core/views";
import "./dot.css";

/** The colour of a state, or a ring where nothing runs. It always stands beside the word for the state. */
export const Dot = ({ tone }: { readonly tone: Tone }) => <i class={`dot ${tone}`} aria-hidden="true" />;
