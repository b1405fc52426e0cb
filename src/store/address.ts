/** Where everything is kept: the embedded database of a directory (`memory` keeps nothing), or a server. */
export type DatabaseAddress =
  | { readonly kind: 'pglite'; readonly directory: string; readonly schema?: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string };

/** All our tables, the migrations and the job engine's live in one schema, so that a database can be shared. */
export function schemaOf({ schema = 'redis_resize' }: DatabaseAddress): string {
  return schema;
}
