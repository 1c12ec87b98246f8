'use client';

import { Button } from '@dovecote/ui/button';
import { cn } from '@dovecote/ui/cn';
import { ShareBar } from '@dovecote/ui/share-bar';
import { Check, X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChatMessage } from './chat';

export type ChatPoll = NonNullable<ChatMessage['poll']>;

interface MessagePollProps {
  poll: ChatPoll;
  isVoting: boolean;
  onVote: (optionIds: number[]) => void;
}

/** A poll to vote in, then its result as Telegram shows it. */
export function MessagePoll({ poll, isVoting, onVote }: MessagePollProps) {
  const t = useTranslations('playground.poll');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const isDecided = poll.votes.length > 0 || poll.is_closed;
  const choose = (index: number) => {
    if (!poll.allows_multiple_answers) return onVote([index]);
    setChosen(chosen.includes(index) ? chosen.filter((one) => one !== index) : [...chosen, index]);
  };
  const kind = poll.is_closed ? 'closed' : poll.type === 'quiz' ? 'quiz' : poll.is_anonymous ? 'anonymous' : 'public';
  return (
    <div className="flex min-w-56 flex-col gap-2 pb-1">
      <p className="font-semibold">{poll.question}</p>
      <p className="text-[var(--chat-faint)] text-xs">{t(kind)}</p>
      <ul className="flex flex-col gap-1.5">
        {poll.options.map((option, index) => (
          <li key={option.persistent_id}>
            {isDecided ? (
              <PollResult poll={poll} index={index} />
            ) : (
              <button
                type="button"
                disabled={isVoting}
                aria-pressed={poll.allows_multiple_answers ? chosen.includes(index) : undefined}
                onClick={() => choose(index)}
                className="focus-ring flex min-h-10 w-full items-center gap-2 rounded-lg border border-[var(--chat-faint)] px-2.5 py-1 text-start max-md:min-h-11"
              >
                <span
                  aria-hidden="true"
                  className={cn(
                    'flex size-4 shrink-0 items-center justify-center border border-current',
                    poll.allows_multiple_answers ? 'rounded-sm' : 'rounded-full',
                  )}
                >
                  {chosen.includes(index) ? <Check className="size-3" /> : null}
                </span>
                {option.text}
              </button>
            )}
          </li>
        ))}
      </ul>
      {isDecided || !poll.allows_multiple_answers ? null : (
        <Button size="small" disabled={chosen.length === 0 || isVoting} onClick={() => onVote([...chosen])}>
          {t('vote')}
        </Button>
      )}
      {poll.votes.length > 0 && poll.explanation !== undefined ? (
        <p className="text-[var(--chat-faint)] text-sm">{poll.explanation}</p>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-3 text-[var(--chat-faint)] text-xs">
        {t('voters', { count: poll.total_voter_count })}
        {poll.votes.length > 0 && poll.allows_revoting && !poll.is_closed ? (
          <button type="button" disabled={isVoting} onClick={() => onVote([])} className="focus-ring min-h-8 underline">
            {t('retract')}
          </button>
        ) : null}
      </p>
    </div>
  );
}

function PollResult({ poll, index }: { poll: ChatPoll; index: number }) {
  const t = useTranslations('playground.poll');
  const format = useFormatter();
  const option = poll.options[index];
  if (!option) return null;
  const share = poll.total_voter_count === 0 ? 0 : option.voter_count / poll.total_voter_count;
  const isMine = poll.votes.includes(index);
  const isRight = poll.correct_option_ids?.includes(index) ?? false;
  const Mark = isRight || poll.type !== 'quiz' ? Check : X;
  return (
    <div className="flex flex-col gap-1">
      <span className="flex items-center gap-2">
        <span className="w-12 shrink-0 whitespace-nowrap font-semibold text-sm tabular-nums">
          {format.number(share, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
        <span className="min-w-0 flex-1">{option.text}</span>
        {isMine || isRight ? <Mark aria-hidden="true" className="size-4 shrink-0" /> : null}
        {isMine ? <span className="sr-only">{t('mine')}</span> : null}
        {isRight ? <span className="sr-only">{t('right')}</span> : null}
      </span>
      <ShareBar share={share} className="ms-14 bg-black/10 dark:bg-white/15" />
    </div>
  );
}
