'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation } from '@tanstack/react-query';
import { Download, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { saveFile } from '@/features/shared/save-file';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { useRefreshBots } from './use-refresh-bots';

/** Removing asks for the bot's @username, and offers its data first. */
export function RemoveCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots.settings.remove');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshBots();
  const onError = useFailureToast();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const username = `@${bot.username}`;
  const download = useMutation(
    trpc.bots.export.mutationOptions({
      onError,
      onSuccess: (data) => saveFile(`${bot.username}.json`, 'application/json', JSON.stringify(data, null, 2)),
    }),
  );
  const remove = useMutation(
    trpc.bots.remove.mutationOptions({
      onError,
      onSuccess: async () => {
        toast.success(t('done', { name: bot.name }));
        router.push('/bots');
        await refresh();
      },
    }),
  );
  return (
    <Card title={t('title')} description={t('description')}>
      <Button tone="danger" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden="true" />
        {t('action')}
      </Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('confirmTitle', { name: bot.name })}
        description={t('confirmText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('confirmAction')}
        isDanger
        isLoading={remove.isPending}
        isConfirmDisabled={typed.trim().replace(/^@?/, '@') !== username}
        onConfirm={() => remove.mutate({ id: bot.id })}
      >
        <Button className="w-fit" isLoading={download.isPending} onClick={() => download.mutate({ id: bot.id })}>
          <Download aria-hidden="true" />
          {t('download')}
        </Button>
        <Field label={t('confirmLabel', { username })}>
          <Input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </AlertDialog>
    </Card>
  );
}
