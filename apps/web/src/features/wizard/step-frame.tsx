'use client';

import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface StepFrameProps {
  title: ReactNode;
  lead: ReactNode;
  backHref?: string | undefined;
  nextLabel?: string;
  isNextDisabled?: boolean;
  isBusy?: boolean;
  onNext?: (() => void) | undefined;
  onSkip?: (() => void) | undefined;
  children: ReactNode;
}

/** One step of the wizard: a heading, its form, and the way back and on. */
export function StepFrame(props: StepFrameProps) {
  const t = useTranslations('common');
  const { onNext, onSkip } = props;
  return (
    <form
      noValidate
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.isNextDisabled !== true) onNext?.();
      }}
    >
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold text-xl tracking-tight">{props.title}</h2>
        <p className="max-w-prose text-ink-muted">{props.lead}</p>
      </div>
      {props.children}
      <div className="flex items-center justify-between gap-2 border-line border-t pt-5 max-md:sticky max-md:bottom-14 max-md:z-10 max-md:-mx-4 max-md:bg-canvas/95 max-md:px-4 max-md:py-3 max-md:backdrop-blur">
        {props.backHref === undefined ? (
          <span />
        ) : (
          <Link href={props.backHref} className={buttonStyles({ tone: 'quiet' })}>
            {t('back')}
          </Link>
        )}
        <div className="flex gap-2">
          {onSkip === undefined ? null : (
            <Button tone="quiet" onClick={onSkip}>
              {t('skip')}
            </Button>
          )}
          {onNext === undefined ? null : (
            <Button type="submit" tone="primary" isLoading={props.isBusy} disabled={props.isNextDisabled}>
              {props.nextLabel ?? t('next')}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
