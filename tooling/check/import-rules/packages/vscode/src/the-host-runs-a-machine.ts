import { createActor } from "xstate";
console.log(createActor);
