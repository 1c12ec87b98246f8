import { type PollContent, pollContentSchema } from '@dovecote/modules/engagement/polls/poll-content';
import { CsvError, parse } from 'csv-parse/sync';

export interface RowProblem {
  /** Of the file, from 1; the heading of a CSV file is a row. */
  row: number;
  message: string;
}

export interface ParsedQuestions {
  questions: PollContent[];
  problems: RowProblem[];
}

/**
 * Reads quiz questions. CSV: a heading with `question`, `right` (numbers from 1, separated by spaces), `explanation` and
 * any number of columns that begin with `option`. JSON: a list of objects with `question`, `options`, `right` (the texts
 * of the right options, or their places from 0) and `explanation`. Rows that are wrong are told one by one.
 */
export function parseQuestions(format: 'csv' | 'json', text: string): ParsedQuestions {
  const read = format === 'csv' ? readCsv(text) : readJson(text);
  if (!Array.isArray(read)) return { questions: [], problems: [read] };
  const questions: PollContent[] = [];
  const problems: RowProblem[] = [];
  for (const { row, value } of read) {
    const parsed = pollContentSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      problems.push({ row, message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}` });
    } else if (parsed.data.right.length === 0) problems.push({ row, message: 'right: names no option' });
    else questions.push(parsed.data);
  }
  return { questions, problems };
}

interface ReadRow {
  row: number;
  value: unknown;
}

function readCsv(text: string): ReadRow[] | RowProblem {
  try {
    const rows: { info: { lines: number }; record: Record<string, string> }[] = parse(text, {
      bom: true,
      columns: (heading: string[]) => heading.map((name) => name.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return rows.map(({ record }, at) => {
      const options = Object.entries(record).flatMap(([name, option]) =>
        name.startsWith('option') && option.trim() !== '' ? [option] : [],
      );
      const right = (record.right ?? '').split(/[\s,;]+/).filter((number) => number !== '');
      const places = right.map((number) => (/^\d{1,2}$/.test(number) ? Number(number) - 1 : Number.NaN));
      const { question = '', explanation = '' } = record;
      return { row: at + 2, value: { question, options, right: places, explanation } };
    });
  } catch (error) {
    if (error instanceof CsvError) return { row: Number(error.lines ?? 1), message: error.message };
    throw error;
  }
}

function readJson(text: string): ReadRow[] | RowProblem {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return { row: 1, message: 'is not a list' };
    return list.map((value: unknown, at) => ({ row: at + 1, value: withPlaces(value) }));
  } catch (error) {
    if (error instanceof SyntaxError) return { row: 1, message: 'is not JSON' };
    throw error;
  }
}

/** Right options by their text become their places. */
function withPlaces(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { options, right } = value as { options?: unknown; right?: unknown };
  if (!Array.isArray(options) || !Array.isArray(right)) return value;
  return { ...value, right: right.map((one: unknown) => (typeof one === 'string' ? options.indexOf(one) : one)) };
}
