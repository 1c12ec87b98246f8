'use client';

import { Button } from '@dovecote/ui/button';
import { cn } from '@dovecote/ui/cn';
import { Input } from '@dovecote/ui/input';
import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { FieldProps } from './field-props';
import { ObjectFields } from './object-fields';
import { isRecord, type SchemaNode } from './schema-node';

interface ArrayItemProps extends Omit<FieldProps, 'isRequired'> {
  number: number;
  isFirst: boolean;
  isLast: boolean;
  isOpenAtFirst: boolean;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** What an entry is called: its first text or number. */
function nameOf(schema: SchemaNode, value: Record<string, unknown>): string {
  const key = Object.keys(schema.properties ?? {}).find(
    (name) => typeof value[name] === 'number' || (typeof value[name] === 'string' && value[name] !== ''),
  );
  return key === undefined ? '' : String(value[key]);
}

export function ArrayItem(props: ArrayItemProps) {
  const t = useTranslations('modules.form');
  const { schema, path, value, problems, onChange } = props;
  const hasProblem = Object.keys(problems).some((key) => key.startsWith(`${path}.`));
  const [isOpen, setOpen] = useState(props.isOpenAtFirst);
  const problemId = useId();
  const acts = (
    <span className="flex shrink-0">
      <Button tone="quiet" size="icon" aria-label={t('up')} disabled={props.isFirst} onClick={() => props.onMove(-1)}>
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button tone="quiet" size="icon" aria-label={t('down')} disabled={props.isLast} onClick={() => props.onMove(1)}>
        <ArrowDown aria-hidden="true" />
      </Button>
      <Button tone="dangerQuiet" size="icon" aria-label={t('remove')} onClick={props.onRemove}>
        <Trash2 aria-hidden="true" />
      </Button>
    </span>
  );
  if (!isRecord(value)) {
    return (
      <li className="flex flex-wrap items-center gap-1">
        <Input
          aria-label={t('item', { number: props.number })}
          aria-invalid={problems[path] !== undefined || undefined}
          aria-describedby={problems[path] === undefined ? undefined : problemId}
          value={String(value ?? '')}
          maxLength={schema.maxLength}
          onChange={(event) => onChange(event.target.value)}
          className="min-w-40 flex-1"
        />
        {acts}
        {problems[path] === undefined ? null : (
          <p id={problemId} className="basis-full text-[0.8125rem] text-bad-ink">
            {problems[path]}
          </p>
        )}
      </li>
    );
  }
  const isShown = isOpen || hasProblem;
  return (
    <li className={cn('rounded-xl border bg-canvas', hasProblem ? 'border-bad' : 'border-line')}>
      <div className="flex items-center justify-between gap-1 ps-1 pe-1">
        <button
          type="button"
          aria-expanded={isShown}
          onClick={() => setOpen(!isOpen)}
          className="focus-ring -outline-offset-2! flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 text-start text-sm"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn(
              'size-4 shrink-0 text-ink-faint transition-transform',
              isShown ? 'rotate-90' : 'rtl:rotate-180',
            )}
          />
          <span dir="auto" className="truncate font-medium">
            {nameOf(schema, value) || t('item', { number: props.number })}
          </span>
        </button>
        {acts}
      </div>
      {isShown ? (
        <div className="border-line border-t p-4">
          <ObjectFields
            schema={schema}
            path={path}
            value={value}
            onChange={onChange}
            problems={problems}
            isRequired
            Field={props.Field}
          />
        </div>
      ) : null}
    </li>
  );
}
