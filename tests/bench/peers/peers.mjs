// Other rules engines on the rules and facts of a folder that bench_peers wrote: rules.json, facts.json. Prints one JSON line per engine and way of asking:
// {"engine", "in", "microseconds", "held"}; `held` is how many rules held over all facts, which must be the same for everybody.
import { readFileSync } from "node:fs";
import { ZenEngine } from "@gorules/zen-engine";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { Engine } from "json-rules-engine";

const folder = process.argv[2];
const rules = JSON.parse(readFileSync(`${folder}/rules.json`, "utf8"));   // [[{field, op, value}, …], …]
const facts = JSON.parse(readFileSync(`${folder}/facts.json`, "utf8"));   // [{n0: 3, t0: "w1", b0: true, …}, …]
const texts = facts.map((one) => JSON.stringify(one));
const budget = Number(process.argv[3] ?? 0.4);                            // seconds of asking, about

// Microseconds: by the clock or of the processor, whichever is less, as other programs may have the processor meanwhile.
const start = () => ({ clock: performance.now(), cpu: process.cpuUsage() });
const since = (from) => {
  const cpu = process.cpuUsage(from.cpu);
  return Math.min((performance.now() - from.clock) * 1000, cpu.user + cpu.system);
};

async function measure(engine, way, inputs, ask) {
  let held = 0;
  for (const input of inputs) held += await ask(input);                   // warm, and counted
  const times = [];
  const end = performance.now() + budget * 1000;
  while (times.length < 3 || (performance.now() < end && times.length < 200)) {
    const from = start();
    for (const input of inputs) await ask(input);
    times.push(since(from) / inputs.length);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ engine, in: way, microseconds: times[times.length >> 1], held }));
}

function measureSync(engine, way, inputs, ask) {
  let held = 0;
  for (const input of inputs) held += ask(input);
  const times = [];
  const end = performance.now() + budget * 1000;
  while (times.length < 3 || (performance.now() < end && times.length < 2000)) {
    const from = start();
    for (const input of inputs) ask(input);
    times.push(since(from) / inputs.length);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ engine, in: way, microseconds: times[times.length >> 1], held }));
}

// --- plain closures, made at run time as a rules engine would ---
const js = (c) => `f.${c.field} ${c.op === "=" ? "===" : c.op} ${JSON.stringify(c.value)}`;
const closures = rules.map((rule) => new Function("f", `return ${rule.map(js).join(" && ")}`));
const names = rules.map((_, i) => `r${i},`);
const allClosures = (f) => {
  let held = 0;
  for (const rule of closures) if (rule(f)) held++;
  return held;
};
let said = "";                                                          // from text to text, the rules that hold are named, as Handrail's are
const namedClosures = (f) => {
  let held = 0;
  said = "";
  for (let i = 0; i < closures.length; i++)
    if (closures[i](f)) {
      said += names[i];
      held++;
    }
  return held;
};
measureSync("JavaScript closures", "object", facts, allClosures);
measureSync("JavaScript closures", "JSON text", texts, (text) => namedClosures(JSON.parse(text)));

// --- Cedar: one forbid per rule; the answer names every policy that decided ---
{
  const test = (c) => `context.${c.field} ${c.op === "=" ? "==" : c.op} ${JSON.stringify(c.value)}`;
  const staticPolicies = Object.fromEntries(rules.map((rule, i) => [`r${i}`, `forbid(principal, action, resource) when { ${rule.map(test).join(" && ")} };`]));
  staticPolicies.permit = "permit(principal, action, resource);";
  const parsed = cedar.preparsePolicySet("rules", { staticPolicies });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed).slice(0, 500));
  const call = { principal: { type: "U", id: "u" }, action: { type: "Action", id: "a" }, resource: { type: "R", id: "r" }, preparsedPolicySetId: "rules", entities: [] };
  const ask = (context) => {
    const answer = cedar.statefulIsAuthorized({ ...call, context });
    if (answer.type !== "success") throw new Error(JSON.stringify(answer));
    return answer.response.decision === "deny" ? answer.response.diagnostics.reason.length : 0;
  };
  measureSync("Cedar (wasm)", "object", facts, ask);
  measureSync("Cedar (wasm)", "JSON text", texts, (text) => ask(JSON.parse(text)));
}

// --- ZEN: one decision table that collects every row that holds ---
{
  const fields = [...new Set(rules.flat().map((c) => c.field))];
  const cell = (rule, field) => {
    const tests = rule.filter((c) => c.field === field).map((c) => (c.op === "=" ? JSON.stringify(c.value) : `${c.op} ${c.value}`));
    return tests.join(" and ");
  };
  const table = {
    nodes: [
      { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
      {
        id: "table", type: "decisionTableNode", name: "table", position: { x: 0, y: 0 },
        content: {
          hitPolicy: "collect",
          inputs: fields.map((field) => ({ id: field, name: field, field })),
          outputs: [{ id: "held", name: "held", field: "held" }],
          rules: rules.map((rule, i) => ({ _id: `r${i}`, held: `${i}`, ...Object.fromEntries(fields.map((field) => [field, cell(rule, field)])) })),
        },
      },
      { id: "out", type: "outputNode", name: "out", position: { x: 0, y: 0 } },
    ],
    edges: [{ id: "a", sourceId: "in", targetId: "table", type: "edge" }, { id: "b", sourceId: "table", targetId: "out", type: "edge" }],
  };
  const decision = new ZenEngine().createDecision(table);
  const ask = async (f) => (await decision.evaluate(f)).result.length ?? 0;
  await measure("ZEN", "object", facts, ask);
  await measure("ZEN", "JSON text", texts, (text) => ask(JSON.parse(text)));
}

// --- json-rules-engine ---
{
  const operators = { ">=": "greaterThanInclusive", "<=": "lessThanInclusive", ">": "greaterThan", "<": "lessThan", "=": "equal" };
  const engine = new Engine([], { allowUndefinedFacts: true });
  rules.forEach((rule, i) =>
    engine.addRule({ conditions: { all: rule.map((c) => ({ fact: c.field, operator: operators[c.op], value: c.value })) }, event: { type: `r${i}` } }));
  const few = Math.max(2, Math.min(facts.length, Math.floor(20000 / rules.length)));
  const ask = async (f) => (await engine.run(f)).events.length;
  let held = 0;
  for (const one of facts.slice(0, rules.length > 2000 ? few : facts.length)) held += await ask(one);
  const times = [];
  const end = performance.now() + budget * 1000;
  while (times.length < 2 || (performance.now() < end && times.length < 50)) {
    const from = start();
    for (const one of facts.slice(0, few)) await ask(one);
    times.push(since(from) / few);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ engine: "json-rules-engine", in: "object", microseconds: times[times.length >> 1], held: rules.length > 2000 ? null : held }));
}
