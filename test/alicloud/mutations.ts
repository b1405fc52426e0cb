/** Answers of the cloud that went wrong on the way: a valid one with a few of its parts changed, at any depth. */
import fc from 'fast-check';

/** As json-bigint makes integers of more than 15 digits, and long fractions. */
export function bigNumber(digits: string): object {
  return Object.assign(Object.create(null) as object, { s: 1, e: digits.length, c: [1], toFixed: () => digits });
}

const deep = Array.from({ length: 200 }).reduce<unknown>((inner) => ({ a: [inner] }), 'x');

const ODD: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', ' ', '0', 'null', 'undefined', 'NaN', 'true', '[]', '{}', 'soon'),
  fc.constantFrom<unknown>(0, -1, 1.5, 1e21, -1e-7, Number.MAX_SAFE_INTEGER + 2, NaN, Infinity, true, false),
  fc.constantFrom<unknown>([], {}, [[]], [null], [{}], Object.create(null), deep),
  fc.constantFrom<unknown>(bigNumber('90071992547409931234'), bigNumber('-0.00000000000000000001'), bigNumber('1e400')),
  fc.constantFrom<unknown>(
    '<!channel>',
    '__proto__',
    '🧨'.repeat(3),
    '\u202e\u0000',
    '变更',
    'é'.normalize('NFD'),
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.double(),
  fc.anything({ withNullPrototype: true, maxDepth: 2 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, here: Path = []): readonly Path[] {
  const inside = Array.isArray(value)
    ? value.flatMap((one, index) => pathsOf(one, [...here, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...here, name]))
      : [];
  return [here, ...inside];
}

type Mutation =
  { readonly kind: 'drop' | 'empty' | 'twice' | 'text' | 'parsed' } | { readonly kind: 'put'; readonly value: unknown };

const MUTATION: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...(['drop', 'empty', 'twice', 'text', 'parsed'] as const)).map((kind) => ({ kind })),
  },
  { weight: 4, arbitrary: ODD.map((value) => ({ kind: 'put', value }) as const) },
);

function changed(value: unknown, mutation: Mutation): unknown {
  switch (mutation.kind) {
    case 'put':
      return mutation.value;
    case 'drop':
      return undefined;
    case 'empty':
      return Array.isArray(value) ? [] : typeof value === 'string' ? '' : {};
    case 'twice':
      return Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : [value, value];
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'parsed':
      return typeof value === 'string' && /^[[{\d]/.test(value) ? parsed(value) : value;
    default:
      return mutation satisfies never;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function at(value: unknown, path: Path, mutation: Mutation): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return changed(value, mutation);
  if (Array.isArray(value)) {
    return (value as unknown[]).map((one, index) => (index === step ? at(one, rest, mutation) : one));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, one]) => {
    if (name !== step) return [[name, one] as const];
    return rest.length === 0 && mutation.kind === 'drop' ? [] : [[name, at(one, rest, mutation)] as const];
  });
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}

/** The sample with one to four of its parts changed; now and then something that never was one. */
export function mutated(sample: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(sample);
  const step = fc.tuple(fc.nat({ max: paths.length - 1 }), MUTATION);
  const changes = fc
    .array(step, { minLength: 1, maxLength: 4 })
    .map((steps) =>
      steps.reduce<unknown>((value, [index, mutation]) => at(value, paths[index] ?? [], mutation), sample),
    );
  return fc.oneof({ weight: 12, arbitrary: changes }, { weight: 1, arbitrary: ODD });
}
