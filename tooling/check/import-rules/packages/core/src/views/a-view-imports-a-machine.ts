import { serviceMachine } from "../machines/service.machine.ts";
console.log(serviceMachine);
