import { operationMachine } from "./operation.machine.ts";
console.log(operationMachine);
