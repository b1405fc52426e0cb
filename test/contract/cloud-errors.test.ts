import { describe, expect, it } from 'vitest';
import { adviceFor, CLIENT_CODES } from '../../src/core/cloud-errors.ts';
import { failureWords } from '../../src/wording/failures.ts';
import { wordsFor } from '../../src/wording/words.ts';
import published from './cloud-codes.json' with { type: 'json' };

/** Codes of the trade system and of the gateway, which may surface in any product, and of reads that take times. */
const FURTHER = `PAY.COUPON_NOT_EXIST PAY.COUPON_NOT_MEET_CONSUMPTION_RULE PAY.INSUFFICIENT_BALANCE PAY.PAY_ORDER_FAILED
ACCOUNT_BALANCE_EXCEEDED INSTANCE_HAS_INACTIVE_CHANGE Duplicated.ClientToken PRICE.NOT_FOUND ORDER.NOT_SUPPORTED
InvalidParameter InvalidModuleCode InvalidConfigCode InvalidCaller InvalidStartTime.Malformed InvalidEndTime.Malformed
InvalidTimeStamp.Format UnsupportedHTTPMethod NotAuthorized Throttling.NobodyKnows SomethingNotSupport IncorrectSomething
ECONNREFUSED ECONNRESET ETIMEDOUT ENOTFOUND Http500 Http503`.split(/\s+/);

const OURS = Object.values(CLIENT_CODES).filter((code) => code !== CLIENT_CODES.unnamed);
const CODES = [...published.map(({ code }) => code), ...FURTHER, ...OURS];

const told = (code: string) => {
  const failure = { kind: 'cloud', code, requestId: undefined } as const;
  return { en: failureWords(failure, wordsFor('en')), zh: failureWords(failure, wordsFor('zh-CN')) };
};
const parts = ['title', 'cause', 'next', 'turn'] as const;
const fallback = told('NobodyKnowsThis');

describe('an error of the cloud is explained in both languages', () => {
  it('by what it is, why, what is next and who can do it: every published code, and those by their shape', () => {
    expect(published).toHaveLength(64);
    const wrong = CODES.flatMap((code) => {
      const { en, zh } = told(code);
      const undelivered = parts.filter((part) => !en[part]?.trim() || !zh[part]?.trim());
      const general = (['title', 'cause', 'next'] as const).filter((part) => en[part] === fallback.en[part]);
      const sameInBoth = parts.filter((part) => en[part] === zh[part]);
      return [...undelivered, ...general, ...sameInBoth].map((part) => `${code} ${part}`);
    });
    expect(wrong).toEqual([]);
  });

  it('in Chinese that is Chinese, without a bracket or a full stop of another language', () => {
    for (const code of CODES) {
      const { title, cause, next, turn } = told(code).zh;
      for (const sentence of [title, cause, next]) expect(sentence, code).toMatch(/^[^<>]*\p{Script=Han}[^<>]*。$/u);
      expect(turn, code).toMatch(/\p{Script=Han}$/u);
    }
  });

  it('with the same person for the same code in the sentence and in the table', () => {
    const named = { account_owner: /account owner|owner of the account/i, operator: /\boperator\b/i };
    const wrong = CODES.filter((code) => {
      const { who } = adviceFor(code);
      const { next } = told(code).en;
      return Object.entries(named).some(([person, pattern]) => pattern.test(next) && person !== who);
    });
    expect(wrong).toEqual([]);
  });
});

describe('whether trying again helps', () => {
  /** Published as passing, and yet a person must act: what is sold out stays so for longer than anybody waits. */
  const OTHERWISE = new Set(['InsufficientResourceCapacity']);

  it('is as published', () => {
    const wrong = published.filter(({ code, retryable }) => {
      const passes = adviceFor(code).retry !== 'never';
      return passes !== retryable && !OTHERWISE.has(code);
    });
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });

  it('is never assumed of an order that may have been made', () => {
    const unclear = CODES.filter((code) => adviceFor(code).arrived === 'unknown');
    expect(unclear.map((code) => told(code).en.title)).not.toContain(told('Throttling').en.title);
    expect(unclear.length).toBeGreaterThan(5);
  });
});
