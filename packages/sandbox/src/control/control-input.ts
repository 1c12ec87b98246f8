import { AppError } from '@dovecote/errors/app-error';
import { isRecord } from '../params';

/** Reads fields of a control request; what is wrong is told by field. */
export class ControlInput {
  constructor(private readonly values: Record<string, unknown>) {}

  text(name: string, lengthMax = 200): string {
    const value = this.values[name];
    if (typeof value !== 'string' || value.trim() === '') throw invalid(name, 'is required');
    if (value.length > lengthMax) throw invalid(name, `must have at most ${lengthMax} characters`);
    return value;
  }

  optionalText(name: string, lengthMax = 200): string | undefined {
    const value = this.values[name];
    return value === undefined || value === null || value === '' ? undefined : this.text(name, lengthMax);
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback?: T): T {
    const value = this.values[name] ?? fallback;
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw invalid(name, `must be one of ${choices.join(', ')}`);
    return choice;
  }

  /** A number of the body, or of a query's text. */
  number(name: string, range: { min: number; max: number; fallback?: number }): number {
    const value = this.values[name] ?? range.fallback;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !(number >= range.min && number <= range.max)) {
      throw invalid(name, `must be a number from ${range.min} to ${range.max}`);
    }
    return number;
  }

  flag(name: string): boolean {
    const value = this.values[name];
    if (typeof value !== 'boolean') throw invalid(name, 'must be true or false');
    return value;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  numbers(name: string, countMax: number): number[] {
    const value = this.values[name];
    const isList = Array.isArray(value) && value.length <= countMax && value.every((one) => typeof one === 'number');
    if (!isList) throw invalid(name, `must be a list of at most ${countMax} numbers`);
    return value;
  }

  list(name: string, countMax: number): ControlInput[] {
    const value = this.values[name];
    if (!Array.isArray(value) || value.length > countMax) throw invalid(name, `must be a list of at most ${countMax}`);
    return value.map((one: unknown) => {
      if (!isRecord(one)) throw invalid(name, 'must be a list of objects');
      return new ControlInput(one);
    });
  }

  /** A person is a short name, or an object with a name and a language. */
  person(): { name: string; languageCode: string | undefined } {
    const value = this.values.person ?? 'you';
    const input = new ControlInput(isRecord(value) ? value : { name: value });
    const name = input.text('name', 32);
    const languageCode = input.optionalText('languageCode', 10);
    if (!/^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u.test(name)) throw invalid('person', 'must be a short name');
    if (languageCode !== undefined && !/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(languageCode)) {
      throw invalid('person.languageCode', 'must be a language tag such as en');
    }
    return { name, languageCode };
  }
}

function invalid(field: string, words: string): AppError {
  return new AppError('VALIDATION_FAILED', `${field} ${words}.`, { fields: { [field]: words } });
}
