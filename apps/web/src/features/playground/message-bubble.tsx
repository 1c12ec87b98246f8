'use client';

import { cn } from '@dovecote/ui/cn';
import { ExternalLink } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ChatMessage } from './chat';
import { MessageMedia } from './message-media';
import { MessagePoll } from './message-poll';
import { MessageText } from './message-text';
import { readInlineKeyboard } from './read-reply-markup';

interface MessageBubbleProps {
  message: ChatMessage;
  botName: string;
  onCommand: (command: string) => void;
  onPress: (messageId: number, data: string) => void;
  pressing: string | undefined;
  onVote: (messageId: number, optionIds: number[]) => void;
  isVoting: boolean;
}

const buttonClass =
  'focus-ring relative flex min-h-10 flex-1 items-center justify-center rounded-lg bg-[var(--chat-key)] px-3 py-1.5 text-center font-medium text-sm text-white no-underline transition-opacity hover:opacity-90 max-md:min-h-11';

/** One message as Telegram shows it, its buttons below. */
export function MessageBubble({
  message,
  botName,
  onCommand,
  onPress,
  pressing,
  onVote,
  isVoting,
}: MessageBubbleProps) {
  const t = useTranslations('playground');
  const format = useFormatter();
  const isMine = message.from === 'person';
  const rows = readInlineKeyboard(message.replyMarkup);
  return (
    <li className={cn('flex max-w-[85%] flex-col gap-1', isMine ? 'self-end' : 'self-start')}>
      <div
        className={cn(
          'rounded-2xl px-3 py-1.5 text-[0.9375rem] leading-snug shadow-card',
          isMine ? 'rounded-ee-md bg-[var(--chat-mine)]' : 'rounded-es-md bg-[var(--chat-theirs)]',
        )}
      >
        <span className="sr-only">{isMine ? t('youSaid') : t('botSaid', { name: botName })}: </span>
        <MessageMedia message={message} />
        {message.poll === undefined ? null : (
          <MessagePoll
            poll={message.poll}
            isVoting={isVoting}
            onVote={(optionIds) => onVote(message.messageId, optionIds)}
          />
        )}
        <MessageText text={message.text} entities={message.entities} onCommand={onCommand} />
        <span className="float-end ms-2.5 mt-1.5 select-none text-[0.6875rem] text-[var(--chat-faint)]">
          {message.editedAt === null ? '' : `${t('edited')} `}
          <time dateTime={message.date} suppressHydrationWarning>
            {format.dateTime(new Date(message.date), 'clock')}
          </time>
        </span>
      </div>
      {rows.map((row) => (
        <div key={JSON.stringify(row)} className="flex gap-1">
          {row.map((button) =>
            button.url === undefined ? (
              <button
                key={button.callback_data ?? button.text}
                type="button"
                aria-busy={pressing === `${message.messageId}:${button.callback_data}` || undefined}
                className={cn(
                  buttonClass,
                  pressing === `${message.messageId}:${button.callback_data}` && 'animate-pulse',
                )}
                onClick={() => button.callback_data !== undefined && onPress(message.messageId, button.callback_data)}
              >
                {button.text}
              </button>
            ) : (
              <a key={button.text} href={button.url} target="_blank" rel="noreferrer noopener" className={buttonClass}>
                {button.text}
                <ExternalLink aria-hidden="true" className="absolute end-1.5 top-1.5 size-3" />
              </a>
            ),
          )}
        </div>
      ))}
    </li>
  );
}
