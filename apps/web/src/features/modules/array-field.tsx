'use client';

import { Button } from '@dovecote/ui/button';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ArrayItem } from './array-item';
import type { FieldProps } from './field-props';
import { moveItem } from './move-item';
import { blankValue } from './schema-node';
import { useSchemaWords } from './use-schema-words';

let nextId = 0;

function newIds(count: number): number[] {
  return Array.from({ length: count }, () => nextId++);
}

/** A list of entries to add to, remove from and put in order. */
export function ArrayField({ schema, path, value, onChange, problems, Field }: FieldProps) {
  const t = useTranslations('modules.form');
  const words = useSchemaWords();
  const items: unknown[] = Array.isArray(value) ? value : [];
  const [ids, setIds] = useState(() => newIds(items.length));
  const [openId, setOpenId] = useState<number | null>(null);
  const child = schema.items ?? { type: 'string' };
  const isFull = schema.maxItems !== undefined && items.length >= schema.maxItems;

  const set = (nextItems: unknown[], nextIds: number[]) => {
    setIds(nextIds);
    onChange(nextItems);
  };
  const add = () => {
    const [id = 0] = newIds(1);
    setOpenId(id);
    set([...items, blankValue(child)], [...ids, id]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 flex w-full items-baseline justify-between gap-3">
        <span className="font-medium text-sm">{words(schema.title ?? path)}</span>
        {schema.maxItems === undefined ? null : (
          <span className="text-ink-faint text-xs">{t('count', { count: items.length, max: schema.maxItems })}</span>
        )}
      </legend>
      {schema.description === undefined ? null : (
        <p className="-mt-1 text-[0.8125rem] text-ink-muted">{words(schema.description)}</p>
      )}
      {problems[path] === undefined ? null : <p className="text-[0.8125rem] text-bad-ink">{problems[path]}</p>}
      {items.length === 0 ? <p className="text-ink-muted text-sm">{t('emptyList')}</p> : null}
      <ol className="flex flex-col gap-2">
        {items.map((item, index) => (
          <ArrayItem
            key={ids[index]}
            schema={child}
            path={`${path}.${index}`}
            value={item}
            number={index + 1}
            isFirst={index === 0}
            isLast={index === items.length - 1}
            isOpenAtFirst={ids[index] === openId}
            problems={problems}
            Field={Field}
            onChange={(next) => onChange(items.map((old, place) => (place === index ? next : old)))}
            onMove={(by) => set(moveItem(items, index, by), moveItem(ids, index, by))}
            onRemove={() =>
              set(
                items.filter((_, place) => place !== index),
                ids.filter((_, place) => place !== index),
              )
            }
          />
        ))}
      </ol>
      <Button size="small" className="w-fit" disabled={isFull} onClick={add}>
        <Plus aria-hidden="true" />
        {t('add')}
      </Button>
    </fieldset>
  );
}
