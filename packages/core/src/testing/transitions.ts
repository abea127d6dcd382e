/** The events that a machine emits in one step, from the actions that XState's pure `transition` returns. */
export const emittedIn = <Event>(
  actions: readonly { readonly type: string; readonly params?: unknown }[],
): readonly Event[] =>
  actions.flatMap(({ type, params }) =>
    type === "xstate.emit" ? [(params as { readonly event: Event }).event] : [],
  );

/** The event that XState sends when invoked work completes. */
export const workDone = (actorId: string, output?: unknown) =>
  ({ type: `xstate.done.actor.${actorId}`, output, actorId }) as never;

/** The event that XState sends when invoked work fails. */
export const workFailed = (actorId: string, error: unknown) =>
  ({ type: `xstate.error.actor.${actorId}`, error, actorId }) as never;

/** The event that XState sends when a delay of a state is over. */
export const timePassed = (delay: string, state: string) =>
  ({ type: `xstate.after.${delay}.${state}` }) as never;
