import { resting } from "./service-resting.machine.ts";
import { setUp } from "./service-setup.machine.ts";
import { working } from "./service-working.machine.ts";

/**
 * Starts and stops the service, and follows what happens to it. The only source of facts about it: sightings reach the
 * log only through this machine. While it rests, a sighting is emitted at once as a fact; while it works on a request,
 * sightings are stored, and the last one is used when the work is done.
 */
export const serviceMachine = setUp.createMachine({
  id: "service",
  context: ({ input: { isBeyondControl } }) => ({
    isBeyondControl,
    owner: undefined,
    seen: undefined,
    requested: undefined,
    shown: undefined,
    ended: undefined,
    failure: undefined,
    found: undefined,
  }),
  invoke: { src: "watch" },
  initial: "resting",
  states: {
    resting,
    working,
  },
});
