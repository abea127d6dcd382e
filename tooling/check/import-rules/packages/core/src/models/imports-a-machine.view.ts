import { serviceMachine } from "../service/service.machine.ts";
console.log(serviceMachine);
