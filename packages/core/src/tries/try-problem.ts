/** Why a model cannot be asked something; `still-answering`: another prompt of this window. */
export type TryProblem =
  | "no-prompt"
  | "image-kind"
  | "image-size"
  | "still-answering"
  | "untriable"
  | "not-measurable";
