/**
 * A few words, what is worth adding to them, and whether something went wrong. What happened comes first, then the model:
 * the end of a long text is cut off.
 */
export type EventWords = { readonly text: string; readonly note: string; readonly isWrong: boolean };

export const said = (text: string, note = ""): EventWords => ({ text, note, isWrong: false });

export const wrong = (text: string, note = ""): EventWords => ({ text, note, isWrong: true });
