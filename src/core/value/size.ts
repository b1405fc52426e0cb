const MB_PER = { MB: 1, GB: 1_024, TB: 1_048_576 } as const;

/** `512MB`, `16GB`, `1.5GB`, `2TB` as MB of 2^20 bytes; undefined when it is not a size, zero, or not whole MB. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,7}(?:\.\d{1,3})?) ?(MB|GB|TB)$/i.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const mb = Number(digits) * MB_PER[unit.toUpperCase() as keyof typeof MB_PER];
  return mb > 0 && Number.isInteger(mb) ? mb : undefined;
}

/** MB in the largest unit that keeps it whole: `512MB`, `16GB`. `parseSize` reads it back. */
export function printSize(mb: number): string {
  return mb >= MB_PER.GB && mb % MB_PER.GB === 0 ? `${mb / MB_PER.GB}GB` : `${mb}MB`;
}
