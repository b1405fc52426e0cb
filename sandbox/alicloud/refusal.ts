import errorCodes from './error-codes.json' with { type: 'json' };

/** An answer that is not a success: what the caller gets is exactly these fields, in the shape of an error body. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  /** More fields of the body, like AccessDeniedDetail. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

export const documentedCodes: readonly { code: string; status: number; message: string }[] = errorCodes;

const byCode = new Map(documentedCodes.map((row) => [row.code, row]));

/**
 * Codes that the services are known to use but that stand in no published table of R-kvstore:
 * InvalidParameter is published for BSS CancelOrder, the PAY.* pair for other products of the same trade system,
 * InvalidTimeStamp.Format and UnsupportedHTTPMethod belong to the gateway, the Malformed pair to
 * DescribeHistoryMonitorValues. Status and wording of all but the last pair are assumed.
 */
const furtherCodes = new Map(
  [
    { code: 'InvalidParameter', status: 400, message: 'The specified parameter is not valid.' },
    {
      code: 'InvalidTimeStamp.Format',
      status: 400,
      message: 'Specified time stamp or date value is not well formatted.',
    },
    { code: 'UnsupportedHTTPMethod', status: 405, message: 'This http method is not supported.' },
    { code: 'PAY.COUPON_NOT_EXIST', status: 400, message: 'The coupon does not exist.' },
    {
      code: 'PAY.COUPON_NOT_MEET_CONSUMPTION_RULE',
      status: 400,
      message: 'The coupon does not meet the consumption rule.',
    },
    { code: 'InvalidStartTime.Malformed', status: 400, message: 'The specified parameter StartTime is not valid.' },
    { code: 'InvalidEndTime.Malformed', status: 400, message: 'The specified parameter EndTime is not valid.' },
  ].map((row) => [row.code, row]),
);

/** A refusal with the status and the literal message of the table; `message` only where the table has a place-holder. */
export function refuse(code: string, message?: string, extra?: Readonly<Record<string, unknown>>): Refusal {
  const row = byCode.get(code) ?? furtherCodes.get(code);
  if (row === undefined) throw new Error(`The sandbox knows no error code ${code}`);
  return new Refusal(row.code, row.status, message ?? row.message, extra);
}

export function missingParameter(name: string): Refusal {
  return refuse('MissingParameter', `${name} is mandatory for this action.`);
}

/** The code for a malformed or out-of-range value is not published for R-kvstore; this is the one of BSS. */
export function invalidParameter(name: string, code = 'InvalidParameter'): Refusal {
  return refuse(code, code === 'InvalidParameter' ? `The specified parameter ${name} is not valid.` : undefined);
}
