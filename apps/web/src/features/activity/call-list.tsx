'use client';

import type { BadgeTone } from '@dovecote/ui/badge';
import { Badge } from '@dovecote/ui/badge';
import { Disclosure } from '@dovecote/ui/disclosure';
import { useTranslations } from 'next-intl';
import type { Call } from './build-timeline';
import { JsonBlock } from './json-block';
import { useCallErrorWords } from './use-call-error-words';

const stateTones = {
  queued: 'neutral',
  sending: 'accent',
  inline: 'good',
  sent: 'good',
  refused: 'bad',
  ambiguous: 'warn',
  expired: 'warn',
} as const satisfies Record<Call['state'], BadgeTone>;

/** What the update made us ask of Telegram, each with its receipt. */
export function CallList({ calls }: { calls: readonly Call[] }) {
  const t = useTranslations('bots.activity.detail');
  const timeline = useTranslations('journal.timeline');
  const outcomes = useTranslations('journal.ambiguous.outcomes');
  const errorWords = useCallErrorWords();
  if (calls.length === 0) return <p className="text-ink-muted text-sm">{t('noCalls')}</p>;
  return (
    <ul className="-my-3 divide-y divide-line">
      {calls.map((call) => (
        <li key={call.id} className="flex flex-col gap-1.5 py-3">
          <div className="flex flex-wrap items-center gap-2 text-sm">
            <code className="font-mono font-medium">{call.method}</code>
            <Badge tone={stateTones[call.state]}>{t(`callStates.${call.state}`)}</Badge>
            <span className="text-ink-muted text-xs">{t('attempts', { count: call.attempts })}</span>
          </div>
          {call.error === null ? null : (
            <p className="text-bad-ink text-sm">
              <bdi>{errorWords(call.error)}</bdi>
            </p>
          )}
          {call.lostAnswer === null ? null : (
            <p className="text-sm text-warn-ink">
              {t('ambiguous')} {outcomes(call.lostAnswer)}
            </p>
          )}
          {typeof call.receipt?.withoutPhoto === 'string' ? (
            <p className="text-sm text-warn-ink">
              {t.rich('withoutPhoto', { error: () => <bdi>{errorWords(String(call.receipt?.withoutPhoto))}</bdi> })}
            </p>
          ) : null}
          {call.receipt?.withoutTopic === undefined ? null : (
            <p className="text-sm text-warn-ink">{t('withoutTopic')}</p>
          )}
          {call.isHandedOver ? <p className="text-ink-muted text-sm">{timeline('handedOver')}</p> : null}
          {call.receipt === null ? null : (
            <Disclosure label={t('receipt')}>
              <JsonBlock label={t('receipt')} value={call.receipt} />
            </Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}
