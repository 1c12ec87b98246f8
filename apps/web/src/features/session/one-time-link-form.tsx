'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { goTo } from './go-to';

/** Uses a one-time link by a press, so that no preview robot uses it up. */
export function OneTimeLinkForm({ token }: { token: string }) {
  const t = useTranslations('session.link');
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const use = async () => {
    setState('busy');
    const answer = await signIn('one-time-link', { token, redirect: false }).catch(() => undefined);
    if (answer?.ok === true) return goTo('/bots');
    setState('failed');
  };
  return (
    <div className="flex flex-col gap-4">
      {state === 'failed' ? (
        <Banner tone="bad" isLive>
          {t('failed')}
        </Banner>
      ) : null}
      <Button tone="primary" size="large" isBlock isLoading={state === 'busy'} onClick={use}>
        {t('submit')}
      </Button>
    </div>
  );
}
