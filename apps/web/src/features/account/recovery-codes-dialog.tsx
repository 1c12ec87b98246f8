'use client';

import { Button } from '@dovecote/ui/button';
import { CopyButton } from '@dovecote/ui/copy-button';
import { Dialog } from '@dovecote/ui/dialog';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { saveFile } from '@/features/shared/save-file';

interface RecoveryCodesDialogProps {
  codes: string[] | undefined;
  onClose: () => void;
}

/** The ten codes, the one time they are shown. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const t = useTranslations('account.factor.codes');
  const common = useTranslations('common');
  const text = (codes ?? []).join('\n');
  return (
    <Dialog
      open={codes !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('shownTitle')}
      description={t('shownLead')}
      closeLabel={common('close')}
    >
      <ol aria-label={t('title')} className="grid gap-x-6 gap-y-1.5 rounded-xl bg-sunken p-4 sm:grid-cols-2">
        {codes?.map((code) => (
          <li key={code} dir="ltr" className="font-mono text-sm">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap gap-2">
          <CopyButton text={text} label={common('copy')} copiedLabel={common('copied')} />
          <Button
            tone="quiet"
            size="small"
            onClick={() => saveFile('dovecote-recovery-codes.txt', 'text/plain', `${text}\n`)}
          >
            <Download aria-hidden="true" />
            {t('download')}
          </Button>
        </span>
        <Button tone="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      </div>
    </Dialog>
  );
}
