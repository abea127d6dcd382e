import { resting } from "./service-resting.machine.ts";
import { setUp } from "./service-setup.machine.ts";
import { working } from "./service-working.machine.ts";

/**
 * Starts and stops the service, and sees it come and go by itself. The one author of service facts: sightings reach the
 * log only through here. While it rests, each says at once how the service is; while it works on something, they are
 * taken note of, and count once that is done.
 */
export const serviceMachine = setUp.createMachine({
  id: "service",
  context: ({ input: { isRemote } }) => ({
    isRemote,
    process: undefined,
    seen: undefined,
    wanted: undefined,
    ended: undefined,
    failure: undefined,
  }),
  invoke: { src: "watch" },
  initial: "resting",
  states: {
    resting,
    working,
  },
});
