import { tcpProbe } from "../adapters/tcp-probe.ts";
console.log(tcpProbe);
