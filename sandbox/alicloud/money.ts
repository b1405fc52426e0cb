/** Amounts are whole ten-thousandths of the currency unit: exact, and small enough for a number. */
export type Amount = number;

export const amountOf = (value: number): Amount => Math.round(value * 10_000);

/** Rounds to cents, half away from zero, as an invoice does. */
export const toCents = (amount: Amount): Amount => Math.sign(amount) * Math.round(Math.abs(amount) / 100) * 100;

/** At least two decimals, up to four where an hourly price needs them: "128.40", "0.378", "-12.00". */
export function formatAmount(amount: Amount): string {
  const [whole = '0', fraction = ''] = (Math.abs(amount) / 10_000).toFixed(4).split('.');
  const sign = amount < 0 ? '-' : '';
  return `${sign}${whole}.${fraction.slice(0, 2)}${fraction.slice(2).replace(/0+$/, '')}`;
}
