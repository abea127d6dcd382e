/** What a person is asked before something that cannot be undone. */
export type Question = {
  readonly text: string;
  readonly detail: string;
  /** What the button says that does it. */
  readonly yes: string;
};

/** Asks a person before something is done. */
export interface ConfirmPort {
  /** Whether the person said yes; a question that is closed is a no. */
  confirm(question: Question): Promise<boolean>;
}
