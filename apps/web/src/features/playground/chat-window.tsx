'use client';

import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Select } from '@dovecote/ui/select';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Tile } from '@dovecote/ui/tile';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Bot } from '@/features/bots/bot';
import { Loaded } from '@/features/shared/loaded';
import { type PersonName, people } from './chat';
import { chatColours } from './chat-colours';
import { ChatComposer } from './chat-composer';
import { MessageBubble } from './message-bubble';
import { findReplyKeyboard } from './read-reply-markup';
import { useChat } from './use-chat';

/** A chat with a sandbox bot that looks as it will in Telegram. */
export function ChatWindow({ bot }: { bot: Pick<Bot, 'id' | 'name' | 'username' | 'status'> }) {
  const t = useTranslations('playground');
  const common = useTranslations('common');
  const [person, setPerson] = useState<PersonName>('Sam');
  const { chat, send, press, pressing, vote, isVoting, isSending, alert, closeAlert } = useChat(bot.username, person);
  const end = useRef<HTMLDivElement>(null);
  const messages = chat.data?.messages.filter((message) => message.deleted !== true) ?? [];
  const lastSeen = messages.at(-1);
  const mark = `${person}:${lastSeen?.messageId}:${lastSeen?.editedAt}`;
  useEffect(() => {
    const list = end.current?.parentElement;
    list?.scrollTo({ top: list.scrollHeight });
  }, [mark]);

  return (
    <section
      aria-label={t('chat', { name: bot.name })}
      className={`flex h-[min(36rem,70dvh)] min-h-96 w-full flex-col overflow-hidden rounded-2xl border border-line shadow-card ${chatColours}`}
    >
      <header className="flex items-center justify-between gap-3 border-line border-b bg-surface px-3 py-2">
        <div className="flex min-w-0 items-center gap-2.5">
          <Tile name={bot.name} seed={bot.id} />
          <div className="flex min-w-0 flex-col leading-tight">
            <bdi className="truncate font-semibold text-sm">{bot.name}</bdi>
            <span className="text-ink-muted text-xs" aria-live="polite">
              {chat.data?.typing == null ? t('bot') : t('typing')}
            </span>
          </div>
        </div>
        <Select
          label={t('person')}
          value={person}
          onChange={setPerson}
          options={people.map((value) => ({ value, label: t(`people.${value}`) }))}
          className="w-44 shrink-0 max-md:w-48"
        />
      </header>
      {bot.status === 'running' || bot.status === 'pending' ? null : (
        <p role="status" className="bg-warn-soft px-4 py-2 text-center text-sm text-warn-ink">
          {t('notRunning')}
        </p>
      )}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('chat', { name: bot.name })}
        className="focus-ring -outline-offset-2! relative flex flex-1 flex-col overflow-y-auto bg-[image:var(--chat-wall)] px-3 py-4"
      >
        <Loaded query={chat} skeleton={<Skeleton className="h-16 w-48" />}>
          {() =>
            messages.length === 0 ? (
              <p className="m-auto rounded-full bg-[var(--chat-key)] px-4 py-1.5 text-center text-sm text-white">
                {t('empty')}
              </p>
            ) : (
              <ol className="mt-auto flex flex-col gap-2">
                {messages.map((message) => (
                  <MessageBubble
                    key={message.messageId}
                    message={message}
                    botName={bot.name}
                    onCommand={send}
                    onPress={press}
                    pressing={pressing}
                    onVote={vote}
                    isVoting={isVoting}
                  />
                ))}
              </ol>
            )
          }
        </Loaded>
        <div ref={end} />
      </div>
      <ChatComposer
        isFresh={chat.data !== undefined && messages.length === 0}
        isSending={isSending}
        keys={findReplyKeyboard(messages)}
        onSend={send}
      />
      <Dialog open={alert !== undefined} onOpenChange={closeAlert} title={t('alert')} closeLabel={common('close')}>
        <p>{alert}</p>
        <Button tone="primary" onClick={closeAlert}>
          {t('ok')}
        </Button>
      </Dialog>
    </section>
  );
}
