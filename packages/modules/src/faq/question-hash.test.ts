import { describe, expect, it } from 'vitest';
import { questionHash } from './question-hash';

describe('the hash of a question', () => {
  it.each([
    ['What is C++?', ['what is c++', '  What  is\nC++ ?', 'WHAT IS C++?!', 'What is C++…']],
    ['Доставляете ещё?', ['доставляете еще']],
    ['What’s new?', ["what's new", 'Whats new.']],
    ['¿Dónde están?', ['dónde están']],
    ['هل توصلون؟', ['\u200fهل توصلون']],
    ['何時からですか？', ['何時からですか', '何時からですか。']],
  ])('is one however %s is spelt', (question, spellings) => {
    expect(spellings.map(questionHash)).toEqual(spellings.map(() => questionHash(question)));
  });

  it('is another where only a symbol tells two apart, and where there is nothing but symbols', () => {
    const questions = [
      'C',
      'C++',
      'C#',
      '.NET',
      'NET',
      '5 > 3',
      '5 < 3',
      '$5',
      '€5',
      '😀',
      '🚗',
      '?',
      '???',
      '!',
      '…',
      '',
    ];
    expect(new Set(questions.map(questionHash)).size).toBe(questions.length);
  });
});
