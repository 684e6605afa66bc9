// Reads one JSON line per document from standard input and prints one per document: the ways in which it breaks the schema of SARIF 2.1.0.
const Ajv = require("ajv");
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const ajv = new Ajv({ schemaId: "auto", allErrors: true, unknownFormats: "ignore", logger: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(schema);
for (const line of require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const valid = validate(JSON.parse(line));
  console.log(JSON.stringify(valid ? [] : validate.errors.map((error) => `${error.dataPath}: ${error.message}`)));
}
