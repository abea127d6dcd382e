/** A short sentence, what is worth adding to it, and whether something went wrong. */
export type EventWords = { readonly text: string; readonly note: string; readonly isWrong: boolean };

export const said = (text: string, note = ""): EventWords => ({ text, note, isWrong: false });

export const wrong = (text: string, note = ""): EventWords => ({ text, note, isWrong: true });
