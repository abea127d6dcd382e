/** Thrown by a route to answer with this status and error text. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, error: string) {
    super(error);
    this.status = status;
  }
}
