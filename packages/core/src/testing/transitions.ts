/** What a machine emits in one step, from the actions that XState's pure `transition` answers. */
export const emittedIn = <Event>(
  actions: readonly { readonly type: string; readonly params?: unknown }[],
): readonly Event[] =>
  actions.flatMap(({ type, params }) =>
    type === "xstate.emit" ? [(params as { readonly event: Event }).event] : [],
  );

/** Invoked work has come to its end; sent as XState itself would. */
export const workDone = (actorId: string, output?: unknown) =>
  ({ type: `xstate.done.actor.${actorId}`, output, actorId }) as never;

/** Invoked work has failed. */
export const workFailed = (actorId: string, error: unknown) =>
  ({ type: `xstate.error.actor.${actorId}`, error, actorId }) as never;

/** A delay of a state is over. */
export const timePassed = (delay: string, state: string) =>
  ({ type: `xstate.after.${delay}.${state}` }) as never;
