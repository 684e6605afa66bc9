// node check.mjs OPENAPI.yaml FOLDER: what is wrong with the description, one JSON list; then the client's types are generated into FOLDER, and the client is compiled there.
import { copyFileSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { parseDocument } from "yaml";

const [file, folder] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const parsed = parseDocument(readFileSync(file, "utf8"), { uniqueKeys: true });
const problems = parsed.errors.map((error) => error.message);
const description = parsed.toJS();

// The keywords of JSON Schema that the description uses: another one is a slip, such as what stands behind a comma in words without quotes.
const KEYWORDS = new Set(
  ("$ref type required properties additionalProperties propertyNames items enum const oneOf anyOf allOf not if then else description title default examples format pattern minLength maxLength " +
    "minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems uniqueItems minProperties maxProperties readOnly writeOnly deprecated discriminator contentMediaType").split(" "),
);
const at = (pointer) => pointer.slice(2).split("/").reduce((node, name) => node?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], description);

function schema(node, where) {
  if (typeof node !== "object" || node === null) return;
  for (const [word, value] of Object.entries(node)) {
    if (!KEYWORDS.has(word)) problems.push(`${where}: \`${word}\` is no keyword of a schema`);
    if (word === "properties") for (const [name, one] of Object.entries(value)) schema(one, `${where}/${name}`);
    if (word === "items" || word === "additionalProperties" || ["not", "propertyNames", "if", "then", "else"].includes(word)) schema(value, `${where}/${word}`);
    if (word === "oneOf" || word === "anyOf" || word === "allOf") value.forEach((one, index) => schema(one, `${where}/${word}/${index}`));
  }
}

function walk(node, where) {
  if (typeof node !== "object" || node === null) return;
  if (typeof node.$ref === "string" && node.$ref.startsWith("#") && at(node.$ref) === undefined) problems.push(`${where}: ${node.$ref} is not there`);
  for (const [name, one] of Object.entries(node)) {
    if (name === "schema") schema(one, `${where}/schema`);
    if (name !== "examples" && name !== "example") walk(one, `${where}/${name}`);
  }
}
walk(description, "#");
for (const [name, one] of Object.entries(description.components.schemas)) schema(one, `#/components/schemas/${name}`);

if (problems.length === 0) {
  writeFileSync(join(folder, "api.d.ts"), astToString(await openapiTS(pathToFileURL(file))));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  copyFileSync(join(here, "client.ts"), join(folder, "client.ts"));
  symlinkSync(join(here, "node_modules"), join(folder, "node_modules"));
  const program = ts.createProgram([join(folder, "client.ts")], {
    strict: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, skipLibCheck: true, types: [],
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  });
  const emitted = program.emit();
  for (const one of [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics])
    problems.push(`${one.file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`);
}
console.log(JSON.stringify(problems));
