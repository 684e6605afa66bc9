// A channel, as somebody writes it against the generated types: it compiles only where the description says what is sent and read here.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };
const [url, key] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });
const told: Record<string, unknown> = {};

const opened = await api.POST("/v1/conversations", { body: { id: "typed", customer: { id: "c_ada", verified: true, verified_by: "the test" } } });
told.opened = opened.data?.id;

const turn = await api.POST("/v1/conversations/{id}/messages", {
  params: { path: { id: "typed" }, header: { "Idempotency-Key": "m1" } },
  body: { text: "where is my order W1006?" },
});
const reply: components["schemas"]["Reply"] | null | undefined = turn.data && "reply" in turn.data ? turn.data.reply : undefined;   // 202: it is under way
told.reply = reply?.text;

const events = await api.GET("/v1/conversations/{id}/events", { params: { path: { id: "typed" } } });
told.kinds = typeof events.data === "object" ? events.data.events.map((event) => event.kind) : events.data;

const missing = await api.GET("/v1/conversations/{id}", { params: { path: { id: "nobody" } } });
told.missing = missing.error && { status: missing.response.status, title: missing.error.title };

console.log(JSON.stringify(told));
