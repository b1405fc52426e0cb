/** Parts of which every schema of a file is made. */
import { z } from 'zod';

export const list = <T extends z.ZodType>(element: T): z.ZodArray<T> => z.array(element).min(1);
export const oneOrList = <T extends z.ZodType>(element: T): z.ZodUnion<[T, z.ZodArray<T>]> =>
  z.union([element, list(element)]);
/** An optional key and what it does; `default` and `examples` where it has some. */
export const key = <T extends z.ZodType>(
  type: T,
  description: string,
  more: { default?: unknown; examples?: unknown[] } = {},
) => type.optional().meta({ description, ...more });
