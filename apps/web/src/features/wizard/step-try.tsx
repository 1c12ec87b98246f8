'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBot } from '@/features/bots/use-bot';
import { ChatWindow } from '@/features/playground/chat-window';
import { Loaded } from '@/features/shared/loaded';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useSaveDraft } from './use-draft';

export function StepTry({ draft, botId }: StepProps & { botId: string }) {
  const t = useTranslations('wizard.try');
  const common = useTranslations('common');
  const bot = useBot(botId);
  const { goOn, isSaving } = useSaveDraft(draft.id);
  return (
    <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
      {(found) => {
        const isSandbox = found.environment === 'sandbox';
        return (
          <StepFrame
            title={t('title')}
            lead={isSandbox ? t('sandboxLead') : t('liveLead')}
            isBusy={isSaving}
            nextLabel={isSandbox ? t('continue') : common('next')}
            onNext={() => goOn({ to: 'live', data: draft.data })}
          >
            {isSandbox ? (
              <div className="max-w-2xl">
                <ChatWindow bot={found} />
              </div>
            ) : (
              <a
                href={`https://t.me/${found.username}?start=hello`}
                target="_blank"
                rel="noreferrer"
                className={buttonStyles({ tone: 'primary', size: 'large', className: 'w-fit' })}
              >
                <Send aria-hidden="true" />
                {t('open', { username: found.username })}
              </a>
            )}
          </StepFrame>
        );
      }}
    </Loaded>
  );
}
