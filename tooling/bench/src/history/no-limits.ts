/** Options for a history that keeps everything and logs nothing. */
export const noLimits = {
  limits: () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY }),
  logger: { info() {}, warn() {} },
};
