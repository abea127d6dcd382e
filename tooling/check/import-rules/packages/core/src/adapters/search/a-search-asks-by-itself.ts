import * as http from "node:http";
console.log(http);
