'use client';

import { FileText, MapPin } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ChatMessage } from './chat';
import { mediaAddress } from './media-address';

/** What a message carries beside its text. */
export function MessageMedia({ message }: { message: ChatMessage }) {
  const t = useTranslations('playground');
  const format = useFormatter();
  const { media = {}, location, dice } = message;
  return (
    <>
      {Object.entries(media).map(([kind, file]) =>
        kind === 'photo' || kind === 'sticker' ? (
          <img
            key={kind}
            src={mediaAddress(file.url)}
            alt={t('photo')}
            width={file.width}
            height={file.height}
            className="-mx-1.5 mb-1.5 block h-auto max-h-80 w-full max-w-72 rounded-xl bg-black/10 object-cover"
          />
        ) : (
          <a
            key={kind}
            href={mediaAddress(file.url)}
            download={file.name ?? true}
            className="focus-ring mb-1 flex items-center gap-2.5 rounded-lg no-underline"
          >
            <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent">
              <FileText aria-hidden="true" className="size-5" />
            </span>
            <span className="flex min-w-0 flex-col">
              <span className="truncate font-medium text-sm">{file.name ?? t('file')}</span>
              <span className="text-xs opacity-80">
                {format.number(Math.ceil(file.sizeBytes / 1024), { style: 'unit', unit: 'kilobyte' })}
              </span>
            </span>
          </a>
        ),
      )}
      {location === undefined ? null : (
        <span className="flex items-center gap-1.5">
          <MapPin aria-hidden="true" className="size-4" />
          {t('location', { latitude: location.latitude.toFixed(4), longitude: location.longitude.toFixed(4) })}
        </span>
      )}
      {dice === undefined ? null : (
        <span className="text-4xl leading-tight">
          {dice.emoji} {dice.value}
        </span>
      )}
    </>
  );
}
