/** Prints the id of the machine that it runs on. */
import { machineId } from "../src/adapters/system/machine-id.ts";

console.log(machineId());
