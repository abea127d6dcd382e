/** A question before something that cannot be undone. */
export type Question = {
  readonly text: string;
  readonly detail: string;
  /** The label of the button that confirms. */
  readonly yes: string;
};

export interface ConfirmPort {
  /** Whether the person confirmed; closing the question counts as no. */
  confirm(question: Question): Promise<boolean>;
}
