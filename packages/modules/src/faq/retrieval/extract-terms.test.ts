import { describe, expect, it } from 'vitest';
import { extractTerms } from './extract-terms';

const stemsOf = (text: string) => extractTerms(text).map((term) => term.stem);

describe('extractTerms', () => {
  it('meets forms of one word, in English and in Russian', () => {
    expect(stemsOf('parcels')).toEqual(stemsOf('the PARCEL?'));
    expect(stemsOf('посылками')).toEqual(stemsOf('Посылка!'));
    expect(stemsOf('ещё ёлки')).toEqual(stemsOf('елка'));
  });

  it('folds diacritics, but keeps letters that are other letters', () => {
    expect(stemsOf('café')).toEqual(stemsOf('cafe'));
    expect(stemsOf('йод')).not.toEqual(stemsOf('иод'));
  });

  it('leaves out what says nothing', () => {
    expect(stemsOf('Hello, could you please?')).toEqual([]);
    expect(stemsOf('здравствуйте, что это')).toEqual([]);
  });

  it('takes a phrase for what it stands for', () => {
    const [moneyBack] = extractTerms('money back');
    expect(moneyBack?.concepts).toEqual(extractTerms('refund')[0]?.concepts);
    expect(extractTerms('сколько стоит')[0]?.concepts).toEqual(extractTerms('price')[0]?.concepts);
  });

  it('weighs framing words little', () => {
    const [want, parcel] = extractTerms('want parcel');
    expect(want?.weight).toBeLessThan(parcel?.weight ?? 0);
  });

  it('keeps symbols that make another word, and no others', () => {
    expect(stemsOf('C++17, C# or F#?')).toEqual(['c++', '17', 'c#', 'f#']);
    expect(stemsOf('order#12: 1+1')).toEqual(['order', '12', '1']);
    expect(stemsOf('# Gift\u266f / 18+ (50%)')).toEqual(['gift', '18+', '50', '%']);
  });

  it('survives text without words', () => {
    for (const text of ['', '???', '\u0000', '👋👋']) expect(stemsOf(text)).toEqual([]);
  });
});
