/** Notes for whoever looks into the output channel; never the way a person learns of a failure. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}
