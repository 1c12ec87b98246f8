'use client';

import { Badge } from '@dovecote/ui/badge';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { Switch } from '@dovecote/ui/switch';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { type ModuleView, useSaveModule } from './use-modules';
import { useSchemaWords } from './use-schema-words';

/** One module: what it does, what it keeps, on or off. */
export function ModuleCard({ botId, module }: { botId: string; module: ModuleView }) {
  const t = useTranslations('modules.list');
  const words = useSchemaWords();
  const save = useSaveModule();
  const title = words(module.title);
  const enabled = save.isPending ? save.variables.enabled : module.enabled;
  const toggle = (next: boolean) =>
    save.mutate(
      { botId, moduleId: module.id, enabled: next, expectedVersion: module.version },
      { onSuccess: () => toast.success(t(next ? 'switchedOn' : 'switchedOff', { title })) },
    );
  const days = module.keeps.map((kept) => kept.days);
  return (
    <Card
      className="flex h-full flex-col [&>div]:flex-1"
      headingLevel={3}
      title={title}
      description={words(module.summary)}
      actions={
        module.isCore ? (
          <Badge tone="good">{t('always')}</Badge>
        ) : (
          <Switch checked={enabled} onChange={toggle} label={t('toggle', { title })} disabled={save.isPending} />
        )
      }
      footer={
        <Link href={`/bots/${botId}/modules/${module.id}`} className={buttonStyles({ size: 'small' })}>
          {t('configure')}
        </Link>
      }
    >
      <p className="flex flex-wrap gap-1.5">
        {module.commands.map((command) => (
          <code key={command.name} className="rounded bg-sunken px-1.5 py-0.5 font-mono text-ink-muted text-xs">
            /{command.name}
          </code>
        ))}
      </p>
      <p className="mt-3 text-ink-muted text-xs">
        {days.includes(null) ? t('keepsLong') : t('keeps', { days: Math.max(0, ...days.map(Number)) })}
      </p>
    </Card>
  );
}
