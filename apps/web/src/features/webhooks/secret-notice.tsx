'use client';

import { Banner } from '@dovecote/ui/banner';
import { CopyButton } from '@dovecote/ui/copy-button';
import { useTranslations } from 'next-intl';

/** A newborn secret: this once, and never again. */
export function SecretNotice({ secret }: { secret: string }) {
  const t = useTranslations('webhooks.secret');
  const common = useTranslations('common');
  return (
    <Banner
      tone="good"
      isLive
      title={t('born')}
      actions={<CopyButton text={secret} label={common('copy')} copiedLabel={common('copied')} />}
    >
      <code dir="ltr" className="break-all font-mono text-xs">
        {secret}
      </code>
    </Banner>
  );
}
