'use client';

import { Button } from '@dovecote/ui/button';
import { Input } from '@dovecote/ui/input';
import { SendHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { KeyButton } from './read-reply-markup';

const textLengthMax = 4096;

interface ChatComposerProps {
  /** Nothing was written yet: Telegram shows only Start. */
  isFresh: boolean;
  isSending: boolean;
  keys: KeyButton[][];
  onSend: (text: string) => void;
}

/** Where a person writes, or presses the bot's own keys. */
export function ChatComposer({ isFresh, isSending, keys, onSend }: ChatComposerProps) {
  const t = useTranslations('playground');
  const [text, setText] = useState('');
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    event?.stopPropagation();
    if (text.trim() === '') return;
    onSend(text.trim());
    setText('');
  };
  if (isFresh) {
    return (
      <div className="border-line border-t bg-surface p-2.5">
        <Button tone="primary" size="large" isBlock isLoading={isSending} onClick={() => onSend('/start')}>
          {t('start')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2 border-line border-t bg-surface p-2.5">
      <div className="flex items-center gap-2">
        <Input
          aria-label={t('write')}
          placeholder={t('write')}
          value={text}
          maxLength={textLengthMax}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <Button tone="primary" size="icon" aria-label={t('send')} isLoading={isSending} onClick={() => submit()}>
          {isSending ? null : <SendHorizontal aria-hidden="true" className="rtl:-scale-x-100" />}
        </Button>
      </div>
      {keys.length === 0 ? null : (
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">{t('keyboard')}</legend>
          {keys.map((row) => (
            <div key={row.map((key) => key.text).join('\n')} className="flex gap-1">
              {row.map((key) => (
                <Button key={key.text} className="flex-1" onClick={() => onSend(key.text)}>
                  {key.text}
                </Button>
              ))}
            </div>
          ))}
        </fieldset>
      )}
    </div>
  );
}
