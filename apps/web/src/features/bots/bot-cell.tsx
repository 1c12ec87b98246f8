import { Tile } from '@dovecote/ui/tile';
import Link from 'next/link';
import { Username } from './username';

interface BotCellProps {
  bot: { id: string; name: string; username: string };
  href: string;
}

/** Which bot a table's row is about; the whole row leads to it. */
export function BotCell({ bot, href }: BotCellProps) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Tile name={bot.name} seed={bot.id} />
      <span className="flex min-w-0 flex-col">
        <Link
          href={href}
          className="focus-ring wrap-anywhere rounded font-medium text-ink no-underline after:absolute after:inset-0 hover:underline"
        >
          <bdi>{bot.name}</bdi>
        </Link>
        <span className="text-ink-muted text-xs">
          <Username of={bot} />
        </span>
      </span>
    </span>
  );
}
