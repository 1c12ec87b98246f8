'use client';

import { Button } from '@dovecote/ui/button';
import { Input } from '@dovecote/ui/input';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';

/** A secret that can be looked at while it is typed. */
export function PasswordInput(props: ComponentProps<typeof Input>) {
  const t = useTranslations('session.fields');
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} dir="ltr" type={isShown ? 'text' : 'password'} className="pe-12" />
      <Button
        tone="quiet"
        size="icon"
        aria-label={isShown ? t('hide') : t('show')}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="absolute end-0 top-0"
      >
        {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
      </Button>
    </div>
  );
}
