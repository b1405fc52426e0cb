import { casesSchema } from './cases-schema.ts';
import { policyReference } from './reference.ts';
import { jsonSchema } from './schema.ts';

/** What is generated from the schemas and part of the repository: path from its root, and content. */
export function schemaFiles() {
  const [configuration, cases] = [jsonSchema(), casesSchema()];
  const json = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;
  return {
    configuration: { path: 'config/redis-resize.schema.json', text: json(configuration) },
    cases: { path: 'config/policy-cases.schema.json', text: json(cases) },
    reference: { path: 'docs/policy-reference.md', text: policyReference(configuration, cases) },
  };
}
