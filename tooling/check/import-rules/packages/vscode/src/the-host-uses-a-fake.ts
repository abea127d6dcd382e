import { FakeOllama } from "@paddock/core/testing";
console.log(FakeOllama);
