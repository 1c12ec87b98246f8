import { startSandboxServer } from '@dovecote/sandbox/start-sandbox-server';
import { MemorySandboxStore } from '@dovecote/sandbox/store/memory-sandbox-store';

/** Telegram's part, in a process that no fault of the run reaches. It keeps its own record of what it was asked. */
const many = 1_000_000;
const server = await startSandboxServer({
  host: '127.0.0.1',
  port: 0,
  controlToken: process.argv[2] ?? '',
  store: new MemorySandboxStore(),
  limits: {
    botsPerWorkspaceMax: many,
    chatsPerBotMax: many,
    messagesPerChatMax: 20,
    pendingUpdatesMax: many,
    perChatBurst: many,
    perChatPerSecond: many,
    perBotPerSecond: many,
    webhookRetryMinMs: 100,
    webhookRetryMaxMs: 500,
    webhookTimeoutMs: 15_000,
  },
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready', port: server.port });
