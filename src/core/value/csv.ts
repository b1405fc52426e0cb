const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * One cell. What begins like a formula is defused, unless it is a number: reasons and names are typed by people, and
 * opened in spreadsheets.
 */
export function csvCell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
