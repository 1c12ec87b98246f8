'use client';

import { ChoiceCards } from '@dovecote/ui/choice-cards';
import { Field } from '@dovecote/ui/field';
import { Textarea } from '@dovecote/ui/textarea';
import { Hand, MessageCircleQuestion, SquareDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { TemplateId } from './draft-data';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useSaveDraft } from './use-draft';

const greetingLengthMax = 4096;

const templateIcons = { greeter: Hand, support: MessageCircleQuestion, blank: SquareDashed };

export function StepPurpose({ draft, backHref }: StepProps) {
  const t = useTranslations('wizard.purpose');
  const [template, setTemplate] = useState<TemplateId>(draft.data.template ?? 'greeter');
  const [greeting, setGreeting] = useState(draft.data.greeting);
  const { goOn, isSaving } = useSaveDraft(draft.id);
  const words = greeting ?? t(`templates.${template}.greeting`);
  const choose = (next: TemplateId) => {
    if (greeting === t(`templates.${template}.greeting`)) setGreeting(undefined);
    setTemplate(next);
  };
  const templates: TemplateId[] = ['greeter', 'support', 'blank'];
  return (
    <StepFrame
      title={t('title')}
      lead={t('lead')}
      backHref={backHref}
      isBusy={isSaving}
      onNext={() => goOn({ to: 'limits', data: { ...draft.data, template, greeting: words } })}
    >
      <ChoiceCards
        label={t('choice')}
        value={template}
        onChange={choose}
        className="lg:grid-cols-3"
        choices={templates.map((id) => {
          const Icon = templateIcons[id];
          return {
            value: id,
            title: t(`templates.${id}.title`),
            description: t(`templates.${id}.text`),
            icon: <Icon aria-hidden="true" />,
          };
        })}
      />
      <Field label={t('greeting')} hint={t('greetingHint')}>
        <Textarea value={words} maxLength={greetingLengthMax} onChange={(event) => setGreeting(event.target.value)} />
      </Field>
    </StepFrame>
  );
}
