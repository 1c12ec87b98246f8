'use client';

import { CopyButton } from '@dovecote/ui/copy-button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';

interface OnceShownProps {
  label: string;
  text: string;
  hint: string;
}

/** A secret at its birth, to be taken along now. */
export function OnceShown({ label, text, hint }: OnceShownProps) {
  const common = useTranslations('common');
  return (
    <div className="flex flex-col items-start gap-2">
      <Field label={label} hint={hint} className="w-full">
        <Input
          readOnly
          dir="ltr"
          value={text}
          className="font-mono text-xs"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <CopyButton text={text} label={common('copy')} copiedLabel={common('copied')} />
    </div>
  );
}
