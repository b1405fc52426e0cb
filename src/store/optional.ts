import type { z } from 'zod';

/** JSON leaves out what is undefined; in the domain the key is there. */
export function orUndefined<T extends z.ZodType>(schema: T) {
  return schema.optional().transform((value): z.output<T> | undefined => value);
}
