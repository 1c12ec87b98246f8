'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Logo } from '@dovecote/ui/logo';
import { PageHeader } from '@dovecote/ui/page-header';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { ShellToggles } from '@/features/shell/shell-toggles';
import { CallCard } from './call-card';
import { readOpenApi } from './open-api';

const documentPath = '/api/v1/openapi.json';

async function loadDocument() {
  const answer = await fetch(documentPath);
  return readOpenApi(await answer.json());
}

/** The REST API to browse, drawn from its own description; nothing is asked of another site. */
export function ReferencePage() {
  const t = useTranslations('reference');
  const product = useTranslations('common')('product');
  const reference = useQuery({ queryKey: ['open-api'], queryFn: loadDocument });
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col px-4 sm:px-8">
      <header className="flex h-14 items-center justify-between">
        <Link href="/bots" className="focus-ring flex items-center gap-2.5 rounded-lg font-semibold no-underline">
          <Logo />
          {product}
        </Link>
        <span className="flex gap-1">
          <ShellToggles />
        </span>
      </header>
      <main className="flex flex-col gap-8 py-6">
        <PageHeader
          title={t('title')}
          description={t('lead')}
          actions={
            <a href={documentPath} className={buttonStyles()}>
              {t('download')}
            </a>
          }
        />
        <Loaded query={reference} skeleton={<Skeleton className="h-96 w-full" />} isPage>
          {({ groups, schemas }) => (
            <>
              <nav aria-label={t('groups')} className="flex flex-wrap gap-2">
                {groups.map((group) => (
                  <a
                    key={group.name}
                    href={`#${toId(group.name)}`}
                    className={buttonStyles({ tone: 'secondary', size: 'small' })}
                  >
                    {group.name}
                  </a>
                ))}
              </nav>
              {groups.map((group) => (
                <section key={group.name} id={toId(group.name)} className="flex scroll-mt-6 flex-col gap-3">
                  <h2 className="font-semibold text-lg">{group.name}</h2>
                  {group.calls.map((call) => (
                    <CallCard key={call.id} call={call} schemas={schemas} />
                  ))}
                </section>
              ))}
            </>
          )}
        </Loaded>
      </main>
    </div>
  );
}

function toId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
