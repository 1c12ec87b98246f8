'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { ReasonDialog } from './reason-dialog';
import type { Person } from './user-table';

interface UserActDialogProps {
  person: Person;
  open: boolean;
  onClose: () => void;
}

/** Keeps a person out, or lets them in again. */
export function UserActDialog({ person, open, onClose }: UserActDialogProps) {
  const t = useTranslations('admin.users');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const shared = {
    onError: useFailureToast(),
    onSettled: () => queryClient.invalidateQueries(trpc.admin.pathFilter()),
    onSuccess: () => {
      toast.success(t('done'));
      onClose();
    },
  };
  const suspend = useMutation(trpc.admin.suspendUser.mutationOptions(shared));
  const activate = useMutation(trpc.admin.activateUser.mutationOptions(shared));
  const kind = person.suspendedAt === null ? 'suspend' : 'activate';
  const chosen = kind === 'suspend' ? suspend : activate;
  return (
    <ReasonDialog
      open={open}
      title={t(`${kind}Title`, { name: person.name || person.email })}
      description={t(`${kind}Text`)}
      confirmLabel={t(kind)}
      isDanger={kind === 'suspend'}
      isLoading={chosen.isPending}
      onConfirm={(reason) => chosen.mutate({ id: person.id, reason })}
      onClose={onClose}
    />
  );
}
