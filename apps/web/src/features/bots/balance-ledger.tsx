'use client';

import { cn } from '@dovecote/ui/cn';
import { CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useSpan } from '@/features/shared/use-span';
import type { Balance } from './balance-card';
import type { Bot } from './bot';

const terms = [
  { key: 'received', sign: '' },
  { key: 'done', sign: '=' },
  { key: 'skipped', sign: '+' },
  { key: 'deadLettered', sign: '+' },
  { key: 'waiting', sign: '+' },
] as const;

/** The sum of the bot's whole life, written as a sum, and whether it comes out. */
export function BalanceLedger({ bot, balance }: { bot: Bot; balance: Balance | undefined }) {
  const t = useTranslations('journal.balance');
  const format = useFormatter();
  const span = useSpan();
  const ledger = balance?.ledger ?? bot.totals;
  const { calls, errors } = bot.totals;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:flex sm:flex-wrap sm:gap-x-5">
        {terms.map(({ key, sign }) => (
          <div key={key} className={cn('flex flex-col gap-0.5', sign === '' && 'max-sm:col-span-2')}>
            <dt className={cn('text-ink-muted text-xs', sign !== '' && 'ps-5')}>
              {key === 'deadLettered' && ledger.deadLettered > 0 ? (
                <Link
                  href={`/bots/${bot.id}/dead-letters`}
                  className="focus-ring touch flex items-center rounded text-accent-ink"
                >
                  {t(key)}
                </Link>
              ) : (
                t(key)
              )}
            </dt>
            <dd className="flex font-semibold text-xl tabular-nums tracking-tight">
              {sign === '' ? null : (
                <span aria-hidden="true" className="w-5 font-normal text-ink-faint">
                  {sign}
                </span>
              )}
              {format.number(ledger[key])}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-col gap-1 text-ink-muted text-sm">
        {balance === undefined ? null : <Verdict balance={balance} />}
        <p>
          {calls === 0 ? t('noCalls') : t('calls', { calls, errors })}
          {balance?.oldestWaitMs == null ? null : ` ${t('oldest', { span: span(balance.oldestWaitMs) })}`}
        </p>
      </div>
    </div>
  );
}

function Verdict({ balance: { ledger, isBalanced } }: { balance: Balance }) {
  const t = useTranslations('journal.balance');
  const closed = ledger.done + ledger.skipped + ledger.deadLettered + ledger.waiting;
  return isBalanced ? (
    <p className="flex items-start gap-1.5">
      <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-good" />
      {t('balanced')}
    </p>
  ) : (
    <p className="flex items-start gap-1.5 text-bad-ink">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {t('unbalanced', { difference: Math.abs(ledger.received - closed) })}
    </p>
  );
}
