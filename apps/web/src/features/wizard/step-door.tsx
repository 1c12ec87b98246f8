'use client';

import { Badge } from '@dovecote/ui/badge';
import { ChoiceCards } from '@dovecote/ui/choice-cards';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useMe } from '@/features/shell/use-me';
import { useTRPC } from '@/trpc/trpc-context';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useSaveDraft } from './use-draft';
import type { Door } from './wizard-steps';

const nameLengthMax = 64;

export function StepDoor({ draft }: StepProps) {
  const t = useTranslations('wizard.door');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const showFailure = useFailureToast();
  const hasSandbox = useMe()?.installation.hasSandbox !== false;
  const [chosen, setDoor] = useState<Door>(draft.data.door ?? 'sandbox');
  const door = hasSandbox ? chosen : 'token';
  const [name, setName] = useState(draft.data.name ?? '');
  const birth = useMutation(trpc.sandbox.createBot.mutationOptions({ onError: showFailure }));
  const { goOn, isSaving } = useSaveDraft(draft.id);

  const enterSandbox = async () => {
    const wish = name.trim() === '' ? {} : { name: name.trim() };
    const hasBot = draft.data.door === 'sandbox' && draft.data.username !== undefined;
    if (hasBot) return goOn({ to: 'purpose', data: { ...draft.data, ...wish } });
    const born = await birth.mutateAsync(wish).catch(() => undefined);
    if (born === undefined) return;
    const data = { ...draft.data, door: 'sandbox' as const, username: born.username, ...wish };
    await goOn({ to: 'purpose', data, secrets: { token: born.token } });
  };
  const enterWithToken = () => {
    const isOther = draft.data.door !== 'token';
    const { username: _sandboxUsername, name: _sandboxName, ...kept } = draft.data;
    const data = { ...(isOther ? kept : draft.data), door: 'token' as const };
    return goOn({ to: 'token', data, ...(isOther ? { secrets: { token: null } } : {}) });
  };

  return (
    <StepFrame
      title={t('title')}
      lead={t('lead')}
      onNext={door === 'sandbox' ? enterSandbox : enterWithToken}
      isBusy={isSaving || birth.isPending}
    >
      <ChoiceCards
        label={t('choice')}
        value={door}
        onChange={setDoor}
        className="lg:grid-cols-2"
        choices={[
          {
            value: 'sandbox',
            isDisabled: !hasSandbox,
            title: t('sandbox'),
            description: hasSandbox ? t('sandboxText') : t('sandboxOff'),
            icon: <FlaskConical aria-hidden="true" />,
            badge: hasSandbox ? <Badge tone="good">{t('sandboxBadge')}</Badge> : null,
          },
          { value: 'token', title: t('token'), description: t('tokenText'), icon: <KeyRound aria-hidden="true" /> },
        ]}
      />
      {door === 'sandbox' ? (
        <Field label={t('name')} aside={common('optional')} className="max-w-md">
          <Input
            value={name}
            maxLength={nameLengthMax}
            placeholder={t('namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      ) : null}
    </StepFrame>
  );
}
