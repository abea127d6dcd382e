/** Messages for the output channel. A failure must also be shown elsewhere. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}
