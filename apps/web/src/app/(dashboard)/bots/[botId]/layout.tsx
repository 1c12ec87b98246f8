import type { ReactNode } from 'react';
import { BotFrame } from '@/features/bots/bot-frame';

interface BotLayoutProps {
  params: Promise<{ botId: string }>;
  children: ReactNode;
}

export default async function BotLayout({ params, children }: BotLayoutProps) {
  const { botId } = await params;
  return <BotFrame botId={botId}>{children}</BotFrame>;
}
