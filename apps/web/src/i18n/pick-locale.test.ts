import { expect, test } from 'vitest';
import { pickLocale } from './pick-locale';

test('a saved choice wins over the browser', () => {
  expect(pickLocale('ru', 'en-GB,en;q=0.9')).toBe('ru');
});

test('the best wish that we have is taken', () => {
  expect(pickLocale(undefined, 'de-DE,de;q=0.9,en;q=0.5,ru-RU;q=0.8')).toBe('ru');
});

test('an unknown language falls back to English', () => {
  expect(pickLocale('xx', 'de')).toBe('en');
  expect(pickLocale(undefined, null)).toBe('en');
});
