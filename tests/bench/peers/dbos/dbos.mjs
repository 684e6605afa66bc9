// Three durable steps by DBOS, each by its shortest public call. Reads lines `alone N` and `together STRANDS SECONDS`, answers each with a line of JSON.
import { DBOS } from "@dbos-inc/dbos-sdk";
import { createInterface } from "node:readline";

const quiet = { debug() {}, info() {}, warn() {}, error(...words) { console.error(...words); } };
DBOS.setConfig({ name: "handrail-bench", systemDatabaseUrl: process.argv[2], systemDatabasePoolSize: 32, logger: quiet });

const three = DBOS.registerWorkflow(
  async () => {
    await DBOS.runStep(async () => "done", { name: "one" });
    await DBOS.runStep(async () => "done", { name: "two" });
    await DBOS.runStep(async () => "done", { name: "three" });
  },
  { name: "three" },
);

async function alone(count) {
  const milliseconds = [];
  for (let i = 0; i < count; ++i) {
    const start = performance.now();
    await three();
    milliseconds.push(performance.now() - start);
  }
  return milliseconds;
}

async function together(strands, seconds) {
  let done = 0;
  const start = performance.now();
  const strand = async () => {
    while (performance.now() - start < seconds * 1000) {
      await three();
      ++done;
    }
  };
  await Promise.all(Array.from({ length: strands }, strand));
  return (done / (performance.now() - start)) * 1000;
}

await DBOS.launch();
await alone(50);
console.log(JSON.stringify("ready"));
for await (const line of createInterface({ input: process.stdin })) {
  const [what, first, second] = line.split(" ");
  console.log(JSON.stringify(what === "alone" ? await alone(Number(first)) : await together(Number(first), Number(second))));
}
await DBOS.shutdown();
process.exit(0);
